package tv.sluice.transcode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import tv.sluice.media.MediaException;
import tv.sluice.platform.storage.Storage;

/** The slots of a worker: runs tasks in them and tells how each ended. A slot is free again once the end of its task is told. */
final class TaskBench {
    private static final Logger LOG = Logger.getLogger(TaskBench.class);
    /** Time to tell that tasks are handed back. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final String worker;
    private final TaskRunner runner;
    private final EventOutbox outbox;
    private final Storage storage;
    private final TranscodeMetrics metrics;
    private final int slots;
    private final Semaphore free;
    private final ExecutorService threads;
    private final Set<RunningTask> running = ConcurrentHashMap.newKeySet();

    TaskBench(
            String worker,
            int slots,
            TaskRunner runner,
            EventOutbox outbox,
            Storage storage,
            TranscodeMetrics metrics) {
        this.worker = worker;
        this.slots = slots;
        this.runner = runner;
        this.outbox = outbox;
        this.storage = storage;
        this.metrics = metrics;
        this.free = new Semaphore(slots);
        this.threads = Executors.newFixedThreadPool(
                slots, Thread.ofPlatform().name("task-", 1).daemon().factory());
    }

    int slots() {
        return slots;
    }

    int busy() {
        return slots - free.availablePermits();
    }

    /** Whether this very attempt is under way here. */
    boolean isRunning(TaskIdentity identity) {
        return running.stream().anyMatch(task -> task.identity().equals(identity));
    }

    boolean reserve() {
        return free.tryAcquire();
    }

    void cancelReservation() {
        free.release();
    }

    /** Runs the task in a slot that was reserved. */
    void run(RunningTask task) {
        running.add(task);
        threads.execute(() -> {
            MDC.put("requestId", task.identity().requestId());
            try {
                tellEnd(task, attempt(task));
            } finally {
                running.remove(task);
                free.release();
                MDC.remove("requestId");
            }
        });
    }

    private TaskEvent attempt(RunningTask task) {
        TaskIdentity identity = task.identity();
        long started = System.nanoTime();
        LOG.infof(
                "Task %s of job %s: %s, attempt %d",
                identity.taskId(), identity.jobId(), task.kind(), identity.attempt());
        try {
            TaskResult result = runner.run(task.message(), task.output(), task::reached);
            String output = result instanceof TaskResult.Probed ? null : task.output();
            metrics.worked(task.kind(), Duration.ofNanos(System.nanoTime() - started));
            return new TaskEvent.Completed(identity, worker, output, seconds(started), result);
        } catch (MediaException e) {
            LOG.warnf(e.getCause(), "Task %s: %s: %s", identity.taskId(), e.code(), e.sentence());
            return new TaskEvent.Failed(identity, worker, e.code(), e.sentence(), e.retryable(), seconds(started));
        } catch (InterruptedException e) {
            return new TaskEvent.Released(identity, worker);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "Task %s broke", identity.taskId());
            String sentence = "The transcoder broke on this task.";
            return new TaskEvent.Failed(identity, worker, "worker_error", sentence, true, seconds(started));
        }
    }

    private void tellEnd(RunningTask task, TaskEvent end) {
        // A run that was interrupted has its last words to say.
        Thread.interrupted();
        if (!(end instanceof TaskEvent.Completed)) {
            discardOutput(task);
        }
        try {
            if (!outbox.deliver(end)) {
                LOG.errorf(
                        "Task %s: its end could not be reported, it will be repeated",
                        task.identity().taskId());
                discardOutput(task);
            }
        } catch (InterruptedException e) {
            LOG.warnf(
                    "Task %s: stopped before its end could be reported",
                    task.identity().taskId());
        }
    }

    private void discardOutput(RunningTask task) {
        try {
            storage.delete(task.output());
        } catch (RuntimeException e) {
            LOG.warnf("Output %s cannot be deleted: %s", task.output(), e.toString());
        }
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    /** A report on each task under way. */
    List<TaskEvent> progress() {
        List<TaskEvent> reports = new ArrayList<>();
        for (RunningTask task : running) {
            reports.add(new TaskEvent.Progressed(task.identity(), worker, task.progress()));
        }
        return reports;
    }

    /** Lets tasks run on for the grace, then hands back what is left. */
    void stop(Duration grace) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.infof("%d tasks are handed back unfinished", running.size());
                outbox.hurry(LAST_WORDS);
                threads.shutdownNow();
                threads.awaitTermination(LAST_WORDS.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
