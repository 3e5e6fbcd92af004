package tv.sluice.platform.role;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The roles of this process. */
@Singleton
public final class Roles {
    private final Set<Role> roles;

    Roles(@ConfigProperty(name = "sluice.roles") List<String> names) {
        this.roles = Role.parse(names);
    }

    /** Whether this process has a role. */
    public boolean include(Role role) {
        return roles.contains(role);
    }

    /** All roles of this process. */
    public Set<Role> all() {
        return roles;
    }
}
