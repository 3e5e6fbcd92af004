package tv.sluice.app.embedded;

/** A server that the program needs, with the configuration key that names one already running elsewhere. */
public enum ServerKind {
    DATABASE("mariadb", "quarkus.datasource.reactive.url"),
    BROKER("kafka", "kafka.bootstrap.servers"),
    CACHE("redis", "quarkus.redis.hosts");

    private final String folder;
    private final String addressKey;

    ServerKind(String folder, String addressKey) {
        this.folder = folder;
        this.addressKey = addressKey;
    }

    String folder() {
        return folder;
    }

    /** The configuration key that holds this server's address. */
    public String addressKey() {
        return addressKey;
    }
}
