package tv.sluice.app.embedded;

import java.util.Locale;

/** The machines for which servers are brought along. */
final class Platform {
    /** What to configure where no servers can be started. */
    static final String ADDRESSES = "quarkus.datasource.reactive.url (with quarkus.datasource.username and"
            + " quarkus.datasource.password), kafka.bootstrap.servers and quarkus.redis.hosts for servers of your own";

    private Platform() {}

    static void check(String system, String machine) {
        boolean known = system.toLowerCase(Locale.ROOT).contains("linux")
                && (machine.equals("amd64") || machine.equals("x86_64"));
        if (!known) {
            throw new EmbeddedServersException(
                    "Sluice brings MariaDB, Kafka and Redis along for Linux on x86-64 only, not for " + system + " on "
                            + machine + ": configure " + ADDRESSES + ".");
        }
    }
}
