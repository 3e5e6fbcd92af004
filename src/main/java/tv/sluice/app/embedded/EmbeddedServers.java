package tv.sluice.app.embedded;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The running servers of one data folder. All start at once, each on a thread of its own; their addresses are known before they
 * serve, so that nobody need wait for a server before using it.
 */
public final class EmbeddedServers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EmbeddedServers.class);

    private final DataFolder data;
    private final Consumer<EmbeddedServersException> loss;
    private final Map<ServerKind, Server> servers = new EnumMap<>(ServerKind.class);
    private final Map<ServerKind, ServerRunner> runners = new EnumMap<>(ServerKind.class);

    private EmbeddedServers(DataFolder data, Consumer<EmbeddedServersException> loss) {
        this.data = data;
        this.loss = loss;
    }

    /**
     * Starts servers of these kinds with their data in the data folder and their programs from the folder of artefacts.
     *
     * @param loss told when a server that has served before is gone for good
     * @throws EmbeddedServersException when the data folder is in use, the machine is not supported or a program is missing
     */
    public static EmbeddedServers start(
            Path dataFolder, Path artifacts, Set<ServerKind> kinds, Consumer<EmbeddedServersException> loss)
            throws IOException {
        Platform.check(System.getProperty("os.name"), System.getProperty("os.arch"));
        // The log manager must be there before threads compete for making it.
        LOG.debugf("Starting %s with data in %s", kinds, dataFolder);
        EmbeddedServers embedded = new EmbeddedServers(DataFolder.lock(dataFolder), loss);
        try {
            embedded.startAll(artifacts.toAbsolutePath(), kinds);
            return embedded;
        } catch (IOException | RuntimeException failure) {
            embedded.close();
            throw failure;
        }
    }

    private void startAll(Path artifacts, Set<ServerKind> kinds) throws IOException {
        Software software = Software.in(artifacts, data.file("unpacked"));
        for (ServerKind kind : kinds) {
            servers.put(
                    kind,
                    switch (kind) {
                        case DATABASE -> new MariaDb(data, software, FreePorts.next());
                        case BROKER -> new Kafka(data, software, FreePorts.next(), FreePorts.next());
                        case CACHE -> new Redis(data, software, FreePorts.next());
                    });
        }
        StringWriter text = new StringWriter();
        Properties properties = new Properties();
        properties.putAll(addresses());
        properties.store(text, "Where the servers of this data folder are, as long as the program runs");
        DataFolder.write(addressFile(), text.toString());
        for (ServerKind kind : kinds) {
            start(kind);
        }
    }

    private Path addressFile() {
        return data.file("addresses.properties");
    }

    /** The configuration keys and values that lead the program to the servers; also in servers/addresses.properties. */
    public Map<String, String> addresses() {
        Map<String, String> all = new TreeMap<>();
        servers.values().forEach(server -> all.putAll(server.addresses()));
        return all;
    }

    /** Starts a server that was stopped, on its old port. */
    public synchronized void start(ServerKind kind) throws IOException {
        Server server = servers.get(kind);
        if (server == null || runners.containsKey(kind)) {
            throw new IllegalStateException(kind + " is not a stopped server of this data folder");
        }
        runners.put(kind, new ServerRunner(server, data, loss));
    }

    /** Stops a server and waits for its end. */
    public synchronized void stop(ServerKind kind) {
        ServerRunner runner = runners.remove(kind);
        if (runner != null) {
            runner.close();
        }
    }

    /** Done when all running servers have served, failed with an EmbeddedServersException when one cannot be started. */
    public synchronized CompletableFuture<Void> ready() {
        return CompletableFuture.allOf(
                runners.values().stream().map(ServerRunner::ready).toArray(CompletableFuture<?>[]::new));
    }

    /** Waits until all running servers serve. */
    public void await() {
        try {
            ready().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof EmbeddedServersException failure
                    ? new EmbeddedServersException(String.valueOf(failure.getMessage()), failure)
                    : e;
        }
    }

    /** Stops all servers, side by side, and gives the data folder free. */
    @Override
    public synchronized void close() {
        runners.values().forEach(ServerRunner::stop);
        runners.values().forEach(ServerRunner::close);
        runners.clear();
        try {
            Files.deleteIfExists(addressFile());
            data.close();
        } catch (IOException e) {
            LOG.warnf("The data folder cannot be given free: %s", e.getMessage());
        }
    }
}
