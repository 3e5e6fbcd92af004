package tv.sluice.app;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tv.sluice.app.embedded.ServerKind;
import tv.sluice.platform.role.Role;

/**
 * What to do before Quarkus starts, from the configuration: which servers to start, where, and what to tell Quarkus about those that
 * this process does not use or that are configured elsewhere.
 */
record LaunchPlan(
        Set<Role> roles,
        Path data,
        Path artifacts,
        boolean jsonLog,
        Set<ServerKind> embedded,
        Map<String, String> settings) {
    private static final String REACTIVE_SCHEME = "vertx-reactive:";
    private static final List<String> MARIADB_SCHEMES = List.of("mysql://", "mariadb://");

    /** Reads the plan from a look-up of configuration values. */
    static LaunchPlan of(Function<String, Optional<String>> configuration) {
        Set<Role> roles =
                Role.parse(List.of(required(configuration, "sluice.roles").split(",")));
        Set<ServerKind> needed = EnumSet.noneOf(ServerKind.class);
        roles.forEach(role -> needed.addAll(needs(role)));
        Map<String, String> settings = new TreeMap<>();
        for (ServerKind kind : ServerKind.values()) {
            if (!needed.contains(kind)) {
                settings.putAll(withoutServer(kind));
            }
        }
        if (needed.contains(ServerKind.DATABASE)) {
            settings.putAll(migrationAddress(configuration));
        }
        Set<ServerKind> embedded = EnumSet.noneOf(ServerKind.class);
        needed.stream()
                .filter(kind -> configuration.apply(kind.addressKey()).isEmpty())
                .forEach(embedded::add);
        return new LaunchPlan(
                roles,
                Path.of(required(configuration, "sluice.data")),
                Path.of(required(configuration, "sluice.embedded.artifacts")),
                Boolean.parseBoolean(required(configuration, "sluice.log.json")),
                embedded,
                settings);
    }

    private static Set<ServerKind> needs(Role role) {
        return switch (role) {
            case API -> EnumSet.allOf(ServerKind.class);
            case DELIVERY -> EnumSet.of(ServerKind.CACHE);
            case TRANSCODER -> EnumSet.of(ServerKind.BROKER);
        };
    }

    /** Keeps Quarkus from connecting to, and asking for the health of, what this process does not use. */
    private static Map<String, String> withoutServer(ServerKind kind) {
        return switch (kind) {
            case DATABASE ->
                Map.of(
                        "quarkus.datasource.active", "false",
                        "quarkus.hibernate-orm.active", "false",
                        "quarkus.flyway.active", "false");
            case BROKER -> Map.of();
            case CACHE -> Map.of("quarkus.redis.active", "false");
        };
    }

    /** The migration's connection is another driver's, to the same database, unless it is configured apart. */
    private static Map<String, String> migrationAddress(Function<String, Optional<String>> configuration) {
        Optional<String> reactive = configuration.apply(ServerKind.DATABASE.addressKey());
        if (reactive.isEmpty()
                || configuration.apply("quarkus.datasource.jdbc.url").isPresent()) {
            return Map.of();
        }
        String url = reactive.get().replaceFirst("^" + REACTIVE_SCHEME, "");
        for (String scheme : MARIADB_SCHEMES) {
            if (url.startsWith(scheme)) {
                return Map.of("quarkus.datasource.jdbc.url", "jdbc:mariadb://" + url.substring(scheme.length()));
            }
        }
        throw new IllegalArgumentException("quarkus.datasource.reactive.url is \"" + reactive.get()
                + "\", expected vertx-reactive:mysql://host:port/database");
    }

    private static String required(Function<String, Optional<String>> configuration, String key) {
        return configuration
                .apply(key)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(key + " is empty, expected a value"));
    }
}
