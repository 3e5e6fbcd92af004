package tv.sluice.transcode;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.event.KafkaClients;
import tv.sluice.platform.role.Loop;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/**
 * Reads what workers tell, one record after the other, and commits an offset only after what followed is in the database. A record that
 * cannot be dealt with holds up its partition, so that order is kept; one that never can be is skipped.
 */
@ApplicationScoped
class TaskEventConsumer implements RoleService {
    private static final Logger LOG = Logger.getLogger(TaskEventConsumer.class);
    private static final String GROUP = "sluice-transcode-events";
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);
    private static final Duration LONGEST_EVENT = Duration.ofSeconds(30);
    private static final Duration LEAVING = Duration.ofSeconds(3);
    private static final int BATCH = 50;
    private static final int TRIES = 5;

    private final KafkaClients clients;
    private final TranscodeTopics topics;
    private final Database database;
    private final JobKeeper jobs;
    private final WorkerRepository workers;
    private final TranscodeMetrics metrics;
    private final StreamWatch watch;
    private final Loop loop;
    private final List<Runnable> roomListeners = new CopyOnWriteArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private @Nullable KafkaConsumer<String, byte[]> consumer;
    private Instant nextCheck = Instant.MIN;
    private @Nullable Stumble stumble;

    TaskEventConsumer(
            KafkaClients clients,
            TranscodeTopics topics,
            Database database,
            JobKeeper jobs,
            WorkerRepository workers,
            TranscodeMetrics metrics,
            TranscodeConfig config) {
        this.clients = clients;
        this.topics = topics;
        this.database = database;
        this.jobs = jobs;
        this.workers = workers;
        this.metrics = metrics;
        this.watch = new StreamWatch(config.silence());
        this.loop = new Loop("task-events", "Events of workers are not read, trying again", this::round, this::close);
    }

    /** A record that failed, and how often. */
    private record Stumble(TopicPartition partition, long offset, int times) {}

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.close();
    }

    /** Calls the listener when there may be room for another task, or another task to be sent. */
    void onRoom(Runnable listener) {
        roomListeners.add(listener);
    }

    /** All that workers told before this instant has been dealt with; empty while nothing can be said. */
    Optional<Instant> heardUntil() {
        return watch.trustedUntil();
    }

    private Duration round() throws IOException, InterruptedException {
        KafkaConsumer<String, byte[]> open = open();
        ConsumerRecords<String, byte[]> records = open.poll(POLL);
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        try {
            for (ConsumerRecord<String, byte[]> record : records) {
                handle(record);
                done.put(partition(record), new OffsetAndMetadata(record.offset() + 1));
            }
        } catch (RuntimeException e) {
            rewind(open, records, done);
            throw e;
        } finally {
            commit(open, done);
        }
        check(open);
        return Duration.ZERO;
    }

    /** Commits what is done, and what could not be committed in earlier rounds. */
    private void commit(KafkaConsumer<String, byte[]> open, Map<TopicPartition, OffsetAndMetadata> done) {
        uncommitted.putAll(done);
        uncommitted.keySet().retainAll(open.assignment());
        if (!uncommitted.isEmpty()) {
            open.commitSync(uncommitted);
            uncommitted.clear();
        }
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        TranscodeEvent event;
        try {
            event = TranscodeJson.readEvent(record.value());
        } catch (IOException | IllegalArgumentException e) {
            skip(record, e);
            return;
        }
        MDC.put("worker", event.worker());
        try {
            handle(event, Instant.ofEpochMilli(record.timestamp()));
            stumble = null;
        } catch (RuntimeException e) {
            if (isUnavailable(e) || timesFailed(record) < TRIES) {
                throw e;
            }
            skip(record, e);
        } finally {
            MDC.remove("worker");
            MDC.remove("requestId");
        }
    }

    private void handle(TranscodeEvent event, Instant at) {
        switch (event) {
            case WorkerHeartbeat heartbeat ->
                database.write(tx -> workers.seen(tx, heartbeat, at)).await().atMost(LONGEST_EVENT);
            case TaskEvent told -> {
                MDC.put("requestId", told.task().requestId());
                jobs.on(told, Instant.now()).await().atMost(LONGEST_EVENT);
                if (!(told instanceof TaskEvent.Progressed)) {
                    roomListeners.forEach(Runnable::run);
                }
            }
        }
    }

    /** Everything from the record that failed on is read again, in the same order. */
    private static void rewind(
            KafkaConsumer<String, byte[]> open,
            ConsumerRecords<String, byte[]> records,
            Map<TopicPartition, OffsetAndMetadata> done) {
        Set<TopicPartition> assigned = new HashSet<>(open.assignment());
        for (TopicPartition partition : records.partitions()) {
            OffsetAndMetadata handled = done.get(partition);
            long next = handled == null ? records.records(partition).getFirst().offset() : handled.offset();
            if (assigned.contains(partition)) {
                open.seek(partition, next);
            }
        }
    }

    private int timesFailed(ConsumerRecord<String, byte[]> record) {
        Stumble last = stumble;
        int before = last != null && last.partition().equals(partition(record)) && last.offset() == record.offset()
                ? last.times()
                : 0;
        int times = before + 1;
        stumble = new Stumble(partition(record), record.offset(), times);
        return times;
    }

    private void skip(ConsumerRecord<String, byte[]> record, Exception why) {
        metrics.skipped(record.topic());
        LOG.errorf(why, "Record %s/%d skipped, it cannot be dealt with", partition(record), record.offset());
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type().equals(ProblemType.DATABASE_UNAVAILABLE);
    }

    private static TopicPartition partition(ConsumerRecord<String, byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** Asks from time to time whether Kafka answers and whether all it has was read. */
    private void check(KafkaConsumer<String, byte[]> open) {
        Instant now = Instant.now();
        if (now.isBefore(nextCheck)) {
            return;
        }
        nextCheck = now.plus(CHECK_EVERY);
        try {
            Set<TopicPartition> all = new HashSet<>();
            open.partitionsFor(TranscodeTopics.EVENTS)
                    .forEach(each -> all.add(new TopicPartition(each.topic(), each.partition())));
            Map<Integer, Long> ends = new HashMap<>();
            open.endOffsets(all).forEach((partition, end) -> ends.put(partition.partition(), end));
            Map<Integer, Long> read = new HashMap<>();
            open.committed(all).forEach((partition, offset) -> {
                if (offset != null) {
                    read.put(partition.partition(), offset.offset());
                }
            });
            watch.seen(now, ends, read);
        } catch (KafkaException e) {
            watch.lost();
            throw e;
        }
    }

    private KafkaConsumer<String, byte[]> open() throws IOException, InterruptedException {
        topics.ensure();
        if (consumer == null) {
            consumer = clients.consumer(GROUP, "sluice-events", SESSION, BATCH);
            consumer.subscribe(List.of(TranscodeTopics.EVENTS));
        }
        return consumer;
    }

    private void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(LEAVING));
            consumer = null;
        }
    }
}
