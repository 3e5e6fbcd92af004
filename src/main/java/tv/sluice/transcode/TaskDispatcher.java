package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.event.KafkaClients;
import tv.sluice.platform.event.RecordPublisher;
import tv.sluice.platform.event.RecordPublisher.Outgoing;
import tv.sluice.platform.role.Loop;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/**
 * Sends tasks that are due to the workers, inside the transaction that marks their rows: while Kafka is away the rows simply stay, and a
 * record that was sent in vain is recognised by its attempt.
 */
@ApplicationScoped
class TaskDispatcher implements RoleService {
    private static final Logger LOG = Logger.getLogger(TaskDispatcher.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    /** Shorter than a unit of work in the database may take, for rows stay locked meanwhile. */
    private static final Duration SENDING = Duration.ofSeconds(2);

    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);
    /** A round's transactions are bounded by themselves; this only guards against waiting for ever. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(60);

    private final Database database;
    private final TaskQueue queue;
    private final DispatchRepository tasks;
    private final OverdueSweep overdue;
    private final TaskEventConsumer events;
    private final TranscodeTopics topics;
    private final TranscodeMetrics metrics;
    private final TranscodeConfig config;
    private final KafkaClients clients;
    private final Vertx vertx;
    private final FailureLog sendFailures = new FailureLog(LOG, "Kafka did not take the tasks");
    private final Loop loop;
    private @Nullable RecordPublisher publisher;
    private Instant nextTidy = Instant.MIN;

    TaskDispatcher(
            Database database,
            TaskQueue queue,
            DispatchRepository tasks,
            OverdueSweep overdue,
            TaskEventConsumer events,
            TranscodeTopics topics,
            TranscodeMetrics metrics,
            TranscodeConfig config,
            KafkaClients clients,
            Vertx vertx) {
        this.database = database;
        this.queue = queue;
        this.tasks = tasks;
        this.overdue = overdue;
        this.events = events;
        this.topics = topics;
        this.metrics = metrics;
        this.config = config;
        this.clients = clients;
        this.vertx = vertx;
        this.loop =
                new Loop("task-dispatcher", "Tasks are not queued, trying again", this::round, this::closePublisher);
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public void start() {
        events.onRoom(loop::wake);
        loop.start();
    }

    @Override
    public void stop() {
        loop.close();
    }

    private Duration round() throws Exception {
        topics.ensure();
        Instant now = Instant.now();
        Optional<Instant> heardUntil = events.heardUntil();
        if (heardUntil.isPresent()) {
            overdue.run(heardUntil.get(), now).await().atMost(LONGEST_ROUND);
        }
        if (now.isAfter(nextTidy)) {
            overdue.tidy(now).await().atMost(LONGEST_ROUND);
            nextTidy = now.plus(TIDY_EVERY);
        }
        database.write(tx -> dispatch(tx, now)).await().atMost(LONGEST_ROUND);
        return PERIOD;
    }

    private Uni<Void> dispatch(Transaction tx, Instant now) {
        return tasks.load(tx)
                .invoke(load -> metrics.tasks(TaskQueue.totals(load)))
                .chain(load -> queue.next(tx, load, now))
                .chain(next -> next.isEmpty() ? Uni.createFrom().voidItem() : send(next, now));
    }

    private Uni<Void> send(List<TaskQueue.Next> next, Instant now) {
        List<Outgoing> records = next.stream().map(TaskDispatcher::outgoing).toList();
        return Uni.createFrom()
                .completionStage(() -> vertx.<Void>executeBlocking(
                                () -> {
                                    publisher().publish(records);
                                    return null;
                                },
                                false)
                        .toCompletionStage())
                .onFailure()
                .transform(this::notSent)
                .invoke(() -> next.forEach(each -> queued(each, now)));
    }

    /** Rolls the transaction back without a cause in which a failure of the database could be seen. */
    private Throwable notSent(Throwable cause) {
        metrics.dispatchFailed();
        sendFailures.report(cause);
        return new NotSentException();
    }

    /** Kafka did not take the tasks. */
    private static final class NotSentException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotSentException() {
            super("Kafka did not take the tasks", null, false, false);
        }
    }

    private static Outgoing outgoing(TaskQueue.Next next) {
        Integer partition = next.partition().isPresent() ? next.partition().getAsInt() : null;
        return new Outgoing(
                TranscodeTopics.TASKS,
                partition,
                next.task().id(),
                TranscodeJson.write(next.message()),
                next.message().task().traceParent());
    }

    private void queued(TaskQueue.Next next, Instant now) {
        Integer partition = next.partition().isPresent() ? next.partition().getAsInt() : null;
        next.task().queued(partition, now.plus(config.queueCheck()), now);
        LOG.debugf(
                "Task %s: queued, attempt %d",
                next.task().id(), next.message().task().attempt());
    }

    private synchronized RecordPublisher publisher() {
        if (publisher == null) {
            publisher = new RecordPublisher(clients, "sluice-dispatcher", SENDING);
        }
        return publisher;
    }

    private synchronized void closePublisher() {
        if (publisher != null) {
            publisher.close();
            publisher = null;
        }
    }
}
