package tv.sluice.platform.role;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A job that a process can have; production runs one to a process, the local default all in one. */
public enum Role {
    /** REST, uploads, the dispatcher of tasks and the consumer of their events. */
    API,
    /** The segment endpoint. */
    DELIVERY,
    /** The workers that encode. */
    TRANSCODER;

    /** The name in the configuration. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads names from the configuration. */
    public static Set<Role> parse(Collection<String> names) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            roles.add(Arrays.stream(values())
                    .filter(role -> role.key().equals(name.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("sluice.roles has \"" + name.strip()
                            + "\", expected one or more of " + keys(EnumSet.allOf(Role.class)))));
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(
                    "sluice.roles is empty, expected one or more of " + keys(EnumSet.allOf(Role.class)));
        }
        return roles;
    }

    /** The names in the configuration, separated by commas. */
    public static String keys(Collection<Role> roles) {
        return roles.stream().map(Role::key).collect(Collectors.joining(","));
    }
}
