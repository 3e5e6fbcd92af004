package tv.sluice.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.transcode.Decision.Applied;

/**
 * Runs whole jobs against a Kafka that delivers twice, late and out of order, and workers that die, hang, come back and crash, and
 * checks that every job ends alike: each chunk once, each task in one state, the descriptor and the catalogue only ever forwards.
 */
class JobReplayTest {
    private static final int JOBS = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyInterleavingEndsAlike(long seed) {
        for (int run = 0; run < JOBS; run++) {
            World world = new World(new Random(seed * 1_000_003 + run));
            world.runToTheEnd();
            world.checkEnd("seed " + seed + ", job " + run);
        }
    }

    /** A job's rows, the records on their way, and what was published. */
    private static final class World {
        private static final int CHUNKS = 5;
        private static final int MOST_STEPS = 20_000;

        private final Random random;
        private final JobLifecycle lifecycle = new JobLifecycle(Specimens.RULES);
        private final List<TaskEvent> events = new ArrayList<>();
        private final List<TaskEvent> told = new ArrayList<>();
        private final List<TaskIdentity> messages = new ArrayList<>();
        private final Map<String, TaskResult> results = new TreeMap<>();
        private final List<Coverage> published = new ArrayList<>();
        private final List<VideoChange> finals = new ArrayList<>();
        private JobSnapshot job;
        private double percent;
        private Instant now = Specimens.START;

        World(Random random) {
            this.random = random;
            TaskSnapshot probe = Specimens.task(0, TaskKind.PROBE, 0);
            this.job = Specimens.job(probe);
        }

        void runToTheEnd() {
            for (int step = 0; step < MOST_STEPS && !isQuiet(); step++) {
                now = now.plusMillis(random.nextInt(2000));
                switch (random.nextInt(10)) {
                    case 0, 1 -> dispatch();
                    case 2, 3 -> work();
                    case 4 -> replay();
                    case 5 -> sweep();
                    default -> deliver();
                }
            }
        }

        private boolean isQuiet() {
            return job.state().isFinal() && events.isEmpty() && messages.isEmpty();
        }

        private void dispatch() {
            for (TaskSnapshot task : job.tasks()) {
                if (task.state() == TaskState.PENDING && !task.dueAt().isAfter(now)) {
                    messages.add(Specimens.identity(task.id(), task.attempt()));
                    // Sometimes the transaction fails after the record was sent.
                    if (random.nextInt(8) > 0) {
                        job = job.with(queued(task));
                    }
                }
            }
        }

        private TaskSnapshot queued(TaskSnapshot task) {
            TaskSnapshot state = Specimens.in(TaskState.QUEUED, task);
            return new TaskSnapshot(
                    state.id(),
                    state.kind(),
                    state.ordinal(),
                    state.state(),
                    state.attempt(),
                    state.failures(),
                    state.progress(),
                    state.weight(),
                    null,
                    null,
                    now.plusSeconds(60),
                    state.fault());
        }

        /** A worker takes a message, or loses it, and tells some or all of what it should. */
        private void work() {
            if (messages.isEmpty()) {
                return;
            }
            TaskIdentity task = messages.remove(random.nextInt(messages.size()));
            String worker = "w" + random.nextInt(3);
            int fate = random.nextInt(20);
            // A worker that is too unlucky too often would rightly end the job.
            boolean spared = job.task(task.taskId()).map(TaskSnapshot::failures).orElse(0) >= 2;
            if (random.nextInt(10) == 0) {
                messages.add(task);
            }
            tell(new TaskEvent.Started(task, worker));
            tell(new TaskEvent.Progressed(task, worker, random.nextDouble()));
            if (fate == 0 && !spared) {
                return;
            }
            if (fate == 1 && !spared) {
                tell(new TaskEvent.Failed(task, worker, "encoder_failed", "It broke.", true, 1));
            } else if (fate == 2) {
                tell(new TaskEvent.Released(task, worker));
            } else {
                tell(completed(task, worker));
            }
        }

        private TaskEvent completed(TaskIdentity task, String worker) {
            TaskKind kind = job.task(task.taskId()).orElseThrow().kind();
            String output = task.outputPrefix() + "-" + Integer.toHexString(random.nextInt());
            List<String> rungs = List.of("v240-t0vx", "v360-t0vx", "v480-t0vx", "v720-t0vx");
            TaskResult result = Specimens.result(kind, output, rungs, CHUNKS);
            return new TaskEvent.Completed(task, worker, output, 1, result);
        }

        private void tell(TaskEvent event) {
            events.add(event);
            told.add(event);
        }

        private void replay() {
            if (!told.isEmpty() && !job.state().isFinal()) {
                events.add(told.get(random.nextInt(told.size())));
            }
        }

        private void sweep() {
            for (TaskSnapshot task : job.tasks()) {
                boolean spared = task.state() == TaskState.RUNNING && task.failures() >= 2 && isBeingTold(task);
                if (!spared) {
                    apply(lifecycle.overdue(job, task.id(), now), null);
                }
            }
        }

        private boolean isBeingTold(TaskSnapshot task) {
            return events.stream().anyMatch(e -> e.task().equals(Specimens.identity(task.id(), task.attempt())));
        }

        private void deliver() {
            if (!events.isEmpty()) {
                TaskEvent event = events.remove(random.nextInt(events.size()));
                apply(lifecycle.on(job, event, now), event);
                // The same record once more, at once: nothing may change.
                if (random.nextBoolean() && event instanceof TaskEvent.Completed) {
                    assertThat(lifecycle.on(job, event, now)).isInstanceOf(Decision.Ignored.class);
                }
            }
        }

        private void apply(Decision decision, TaskEvent event) {
            if (!(decision instanceof Applied applied)) {
                return;
            }
            assertThat(job.state().isFinal()).as("a final job changes no more").isFalse();
            for (TaskSnapshot changed : applied.changed()) {
                TaskSnapshot before = job.task(changed.id()).orElseThrow();
                assertThat(before.state().isFinal() && !before.equals(changed))
                        .as("a final task changes no more")
                        .isFalse();
                if (changed.state() == TaskState.COMPLETED && event instanceof TaskEvent.Completed completed) {
                    assertThat(results.put(changed.kind() + " " + changed.ordinal(), completed.result()))
                            .as("only one result counts")
                            .isNull();
                }
            }
            assertThat(applied.job().progress()).isGreaterThanOrEqualTo(percent);
            percent = applied.job().progress();
            job = applied.job();
            addCreated(applied);
            if (applied.publish() != null) {
                published.add(applied.publish());
            }
            if (applied.video() instanceof VideoChange.Ready || applied.video() instanceof VideoChange.Errored) {
                finals.add(applied.video());
            }
        }

        private void addCreated(Applied applied) {
            List<TaskSnapshot> all = new ArrayList<>(job.tasks());
            for (PlannedTask planned : applied.created()) {
                all.add(Specimens.task(planned.position(), planned.spec().taskKind(), planned.ordinal()));
            }
            job = job.withTasks(all);
        }

        void checkEnd(String what) {
            assertThat(job.state()).as(what).isEqualTo(JobState.COMPLETED);
            assertThat(finals).as(what).containsExactly(new VideoChange.Ready());
            assertThat(job.tasks()).as(what).allMatch(task -> task.state().isFinal());
            Map<String, Long> places = job.tasks().stream()
                    .collect(Collectors.groupingBy(
                            t -> t.kind() + " " + t.ordinal(), HashMap::new, Collectors.counting()));
            assertThat(places.values()).as(what).containsOnly(1L);
            Set<String> expected = new TreeSet<>(Set.of("PROBE 0", "AUDIO 0"));
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                expected.add("VIDEO_CHUNK " + chunk);
            }
            Set<String> brought = new TreeSet<>(results.keySet());
            brought.remove("ARTWORK 0");
            assertThat(brought).as(what).isEqualTo(expected);
            for (int i = 1; i < published.size(); i++) {
                assertThat(published.get(i).chunks())
                        .as(what)
                        .isGreaterThanOrEqualTo(published.get(i - 1).chunks());
            }
            assertThat(published.getLast().complete()).as(what).isTrue();
            assertThat(published.getLast().chunks()).as(what).isEqualTo(CHUNKS);
        }
    }
}
