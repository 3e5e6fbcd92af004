package tv.sluice.transcode;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.event.KafkaClients;
import tv.sluice.platform.event.RecordPublisher;
import tv.sluice.platform.role.Loop;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;
import tv.sluice.platform.storage.Storage;

/**
 * Takes tasks from Kafka while it has free slots, and reports on them. A task is taken once its start is told, and only then is its
 * record committed: a worker that dies before leaves the record to another, one that dies after falls silent and is noticed.
 */
@ApplicationScoped
class TaskWorker implements RoleService {
    private static final Logger LOG = Logger.getLogger(TaskWorker.class);
    private static final String GROUP = "sluice-transcoders";
    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SENDING = Duration.ofSeconds(5);
    private static final Duration LEAVING = Duration.ofSeconds(3);

    private final KafkaClients clients;
    private final TranscodeTopics topics;
    private final TaskRunner runner;
    private final Storage storage;
    private final TranscodeMetrics metrics;
    private final TranscodeConfig config;
    private final String name = name();
    private final Loop intake;
    private final Loop heartbeat;
    private @Nullable EventOutbox outbox;
    private @Nullable TaskBench bench;
    private @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile List<Integer> partitions = List.of();
    private volatile @Nullable Instant lastTold;

    TaskWorker(
            KafkaClients clients,
            TranscodeTopics topics,
            TaskRunner runner,
            Storage storage,
            TranscodeMetrics metrics,
            TranscodeConfig config) {
        this.clients = clients;
        this.topics = topics;
        this.runner = runner;
        this.storage = storage;
        this.metrics = metrics;
        this.config = config;
        this.intake = new Loop("task-intake", "No tasks are taken, trying again", this::round, this::leave);
        this.heartbeat = new Loop("task-heartbeat", "Kafka takes no heartbeat, trying again", this::beat, () -> {});
    }

    /** Unique among all workers at all times, and tells a person where to look. */
    private static String name() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "worker";
        }
        String plain = host.replaceAll("[^A-Za-z0-9.-]", "-");
        return plain.substring(0, Math.min(plain.length(), 60))
                + '-'
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    @Override
    public Role role() {
        return Role.TRANSCODER;
    }

    @Override
    public void start() {
        int slots = config.slots().orElse(Runtime.getRuntime().availableProcessors());
        EventOutbox told =
                new EventOutbox(new RecordPublisher(clients, "sluice-worker-" + name, SENDING), config.patience());
        TaskBench tasks = new TaskBench(name, slots, runner, told, storage, metrics);
        outbox = told;
        bench = tasks;
        metrics.slots(slots, tasks::busy);
        intake.start();
        heartbeat.start();
        LOG.infof("Transcoder %s: up to %d tasks at a time", name, slots);
    }

    /** Takes no more tasks, lets those under way finish within the grace, and hands back the others. */
    @Override
    public void stop() {
        intake.close();
        if (bench != null) {
            bench.stop(config.stopGrace());
        }
        heartbeat.close();
        if (outbox != null) {
            outbox.close();
        }
    }

    /** Whether Kafka took a heartbeat lately. */
    @Override
    public boolean ready() {
        Instant last = lastTold;
        return last != null && last.isAfter(Instant.now().minus(config.silence()));
    }

    private Duration round() throws IOException, InterruptedException {
        topics.ensure();
        KafkaConsumer<String, byte[]> open = open();
        TaskBench tasks = Objects.requireNonNull(bench);
        if (tasks.busy() < tasks.slots()) {
            open.resume(open.paused());
        } else {
            open.pause(open.assignment());
        }
        for (ConsumerRecord<String, byte[]> record : open.poll(POLL)) {
            take(open, tasks, record);
        }
        partitions = open.assignment().stream()
                .map(TopicPartition::partition)
                .sorted()
                .toList();
        return Duration.ZERO;
    }

    private void take(KafkaConsumer<String, byte[]> open, TaskBench tasks, ConsumerRecord<String, byte[]> record)
            throws IOException, InterruptedException {
        TaskMessage message;
        try {
            message = TranscodeJson.readTask(record.value());
        } catch (IOException | IllegalArgumentException e) {
            metrics.skipped(record.topic());
            LOG.errorf(e, "Record %s/%d skipped, it is not a task", partition(record), record.offset());
            commit(open, record);
            return;
        }
        if (tasks.isRunning(message.task())) {
            commit(open, record);
            return;
        }
        if (!tasks.reserve()) {
            open.seek(partition(record), record.offset());
            return;
        }
        try {
            Objects.requireNonNull(outbox).tell(List.of(new TaskEvent.Started(message.task(), name)));
        } catch (IOException | InterruptedException | RuntimeException e) {
            tasks.cancelReservation();
            open.seek(partition(record), record.offset());
            throw e;
        }
        tasks.run(new RunningTask(message));
        commit(open, record);
    }

    /** If this fails, another worker may do the same task once more; the first result counts. */
    private static void commit(KafkaConsumer<String, byte[]> open, ConsumerRecord<String, byte[]> record) {
        try {
            open.commitSync(Map.of(partition(record), new OffsetAndMetadata(record.offset() + 1)));
        } catch (KafkaException e) {
            LOG.warnf("Record %s/%d not committed: %s", partition(record), record.offset(), e.toString());
        }
    }

    private static TopicPartition partition(ConsumerRecord<String, byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private Duration beat() throws IOException, InterruptedException {
        topics.ensure();
        TaskBench tasks = Objects.requireNonNull(bench);
        List<TranscodeEvent> events = new ArrayList<>(tasks.progress());
        events.add(new WorkerHeartbeat(name, tasks.slots(), tasks.busy(), partitions));
        Objects.requireNonNull(outbox).tell(events);
        lastTold = Instant.now();
        return config.heartbeat();
    }

    private KafkaConsumer<String, byte[]> open() {
        if (consumer == null) {
            consumer = clients.consumer(GROUP, "sluice-worker-" + name, SESSION, 1);
            consumer.subscribe(List.of(TranscodeTopics.TASKS));
        }
        return consumer;
    }

    private void leave() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(LEAVING));
            consumer = null;
        }
    }
}
