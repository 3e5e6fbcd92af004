package tv.sluice.app.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tv.sluice.platform.process.GuardedCommand;

/** Redis with a password and an append-only file, which a kill cannot damage. */
final class Redis implements Server {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String BINARY = "redis-server-6.2.6-v5-linux-amd64";
    private static final String CONFIGURATION = """
            bind 127.0.0.1
            port %d
            requirepass %s
            dir .
            daemonize no
            appendonly yes
            appendfsync everysec
            save ""
            maxmemory 64mb
            maxmemory-policy volatile-lru
            databases 1
            tcp-backlog 64
            """;

    private final DataFolder data;
    private final Software software;
    private final int port;
    private final String password;

    Redis(DataFolder data, Software software, int port) throws IOException {
        this.data = data;
        this.software = software;
        this.port = port;
        this.password = data.secret("redis");
    }

    @Override
    public ServerKind kind() {
        return ServerKind.CACHE;
    }

    @Override
    public void prepare() throws IOException {
        program();
    }

    private Path program() throws IOException {
        return software.unpack("redis.jar", name -> name.equals(BINARY) ? "redis-server" : null)
                .resolve("redis-server");
    }

    @Override
    public GuardedCommand command() throws IOException {
        Path folder = data.of(kind());
        DataFolder.write(folder.resolve("redis.conf"), CONFIGURATION.formatted(port, password));
        return GuardedCommand.of(program().toString(), "redis.conf").in(folder).withGrace(GRACE);
    }

    @Override
    public Probe probe() {
        byte[] question = ("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII);
        return new Probe(port, question, answer -> new String(answer, StandardCharsets.US_ASCII).contains("+PONG"));
    }

    @Override
    public Map<String, String> addresses() {
        return Map.of("quarkus.redis.hosts", "redis://:" + password + "@127.0.0.1:" + port + "/0");
    }
}
