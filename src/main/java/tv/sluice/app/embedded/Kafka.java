package tv.sluice.app.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tv.sluice.platform.process.GuardedCommand;
import tv.sluice.platform.process.ProcessOutcome;

/** A Kafka broker that is its own controller (KRaft), in a small JVM of its own. */
final class Kafka implements Server {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration FORMAT_DEADLINE = Duration.ofMinutes(2);
    /** One node only, so any valid id does; a fixed one makes a repeated format harmless. */
    private static final String CLUSTER_ID = "c2x1aWNlLWxvY2FsLTAwMQ";

    private static final String LOG = "data";
    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 7;

    private static final String CONFIGURATION = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            listeners=CLIENTS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            advertised.listeners=CLIENTS://127.0.0.1:%1$d
            listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
            inter.broker.listener.name=CLIENTS
            controller.listener.names=CONTROLLER
            log.dirs=%3$s
            num.partitions=6
            group.initial.rebalance.delay.ms=0
            offsets.topic.num.partitions=1
            offsets.topic.replication.factor=1
            transaction.state.log.num.partitions=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.num.partitions=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            log.retention.hours=72
            log.retention.bytes=67108864
            log.segment.bytes=16777216
            log.index.size.max.bytes=1048576
            log.cleaner.dedupe.buffer.size=4194304
            num.network.threads=2
            num.io.threads=2
            background.threads=2
            """;

    private final DataFolder data;
    private final Software software;
    private final int port;
    private final int controllerPort;

    Kafka(DataFolder data, Software software, int port, int controllerPort) {
        this.data = data;
        this.software = software;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    @Override
    public ServerKind kind() {
        return ServerKind.BROKER;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Path folder = data.of(kind());
        Path log = folder.resolve(LOG);
        if (!Files.isDirectory(log)) {
            Path unfinished = folder.resolve(LOG + ".new");
            Software.delete(unfinished);
            format(folder, unfinished);
            Files.move(unfinished, log, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void format(Path folder, Path log) throws IOException, InterruptedException {
        configure(folder, "format.properties", log.getFileName().toString());
        List<String> words = new ArrayList<>(java());
        words.addAll(List.of("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", "format.properties"));
        ProcessOutcome outcome = GuardedCommand.of(words).in(folder).run(FORMAT_DEADLINE);
        if (!outcome.succeeded()) {
            throw new EmbeddedServersException("Kafka could not prepare its folder " + log + " (exit code "
                    + outcome.exitCode() + "):" + System.lineSeparator() + outcome.output() + outcome.errors());
        }
    }

    /** The folder of the log is given relative to the working folder: Kafka takes a list there, with commas, in Latin-1. */
    private void configure(Path folder, String name, String log) throws IOException {
        DataFolder.write(folder.resolve(name), CONFIGURATION.formatted(port, controllerPort, log));
    }

    @Override
    public GuardedCommand command() throws IOException {
        Path folder = data.of(kind());
        configure(folder, "server.properties", LOG);
        List<String> words = new ArrayList<>(java());
        words.addAll(List.of("kafka.Kafka", "server.properties"));
        return GuardedCommand.of(words).in(folder).with("MALLOC_ARENA_MAX", "2").withGrace(GRACE);
    }

    /**
     * The first compiler only and an archive of loaded classes, which the JVM makes when the broker first stops: together they take the
     * start from five seconds to one and a half.
     */
    private List<String> java() throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms32m",
                "-Xmx160m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + software.classArchive("kafka"),
                "-Xlog:cds*=off",
                "-Xlog:aot*=off",
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS",
                "-cp",
                software.artifact("kafka") + "/*");
    }

    /** The oldest version of the ApiVersions request, which every broker answers once it takes requests. */
    @Override
    public Probe probe() {
        byte[] question = ByteBuffer.allocate(14)
                .putInt(10)
                .putShort(API_VERSIONS)
                .putShort((short) 0)
                .putInt(CORRELATION)
                .putShort((short) -1)
                .array();
        byte[] correlation = ByteBuffer.allocate(4).putInt(CORRELATION).array();
        return new Probe(
                port,
                question,
                answer -> answer.length >= 8 && Arrays.equals(Arrays.copyOfRange(answer, 4, 8), correlation));
    }

    @Override
    public Map<String, String> addresses() {
        return Map.of("kafka.bootstrap.servers", "127.0.0.1:" + port);
    }
}
