package tv.sluice.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.transcode.Specimens.START;
import static tv.sluice.transcode.Specimens.identity;
import static tv.sluice.transcode.Specimens.in;
import static tv.sluice.transcode.Specimens.job;
import static tv.sluice.transcode.Specimens.task;
import static tv.sluice.transcode.Specimens.taskId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.sluice.transcode.Decision.Applied;
import tv.sluice.transcode.Decision.Ignored;

class JobLifecycleTest {
    private static final List<String> RUNGS = List.of("v240-t0vx");

    private final JobLifecycle lifecycle = new JobLifecycle(Specimens.RULES);
    private final TaskSnapshot probe = task(0, TaskKind.PROBE, 0);
    private final TaskSnapshot probed = done(probe);
    private final TaskSnapshot audio = task(1, TaskKind.AUDIO, 0);
    private final TaskSnapshot first = task(2, TaskKind.VIDEO_CHUNK, 0);
    private final TaskSnapshot artwork = task(3, TaskKind.ARTWORK, 0);
    private final TaskSnapshot second = task(4, TaskKind.VIDEO_CHUNK, 1);

    @Test
    void theFirstStartSetsTheJobRunning() {
        Applied applied = applied(lifecycle.on(job(probe), started(probe, 1, "w1"), START));
        assertThat(applied.job().state()).isEqualTo(JobState.RUNNING);
        assertThat(applied.changed()).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            assertThat(task.worker()).isEqualTo("w1");
            assertThat(task.dueAt()).isEqualTo(START.plusSeconds(15));
        });
    }

    @Test
    void theProbePlansTheJobAndTellsTheCatalogue() {
        Applied applied = applied(lifecycle.on(job(probe), completed(probe, 1), START));
        assertThat(applied.created()).hasSize(5);
        assertThat(applied.plan()).isNotNull();
        assertThat(applied.job().state()).isEqualTo(JobState.RUNNING);
        assertThat(applied.video()).isEqualTo(new VideoChange.Advanced(2));
        assertThat(applied.publish()).isNull();
    }

    @Test
    void playsOnceSoundAndTheFirstChunkAreThere() {
        JobSnapshot soundOnly = job(probed, done(audio), first, artwork, second);
        Applied applied = applied(lifecycle.on(soundOnly, completed(first, 1), START));
        assertThat(applied.publish()).isEqualTo(new Coverage(true, 1, false, true, false));
        assertThat(applied.video()).isInstanceOf(VideoChange.Advanced.class);
        assertThat(applied.job().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void doesNotPlayWithoutTheSound() {
        JobSnapshot chunksOnly = job(probed, audio, done(first), artwork, second);
        assertThat(applied(lifecycle.on(chunksOnly, completed(second, 1), START))
                        .publish())
                .isNull();
    }

    @Test
    void aChunkBehindAHoleIsNotPublished() {
        TaskSnapshot third = task(5, TaskKind.VIDEO_CHUNK, 2);
        JobSnapshot hole = job(probed, done(audio), done(first), artwork, second, third);
        assertThat(applied(lifecycle.on(hole, completed(third, 1), START)).publish())
                .isNull();
    }

    @Test
    void picturesAreAddedWhenTheyAreThere() {
        JobSnapshot playing = job(probed, done(audio), done(first), artwork, second);
        assertThat(applied(lifecycle.on(playing, completed(artwork, 1), START)).publish())
                .isEqualTo(new Coverage(true, 1, true, true, false));
    }

    @Test
    void theLastTaskCompletesJobAndVideo() {
        JobSnapshot last = job(probed, done(audio), done(first), done(artwork), second);
        Applied applied = applied(lifecycle.on(last, completed(second, 1), START));
        assertThat(applied.job().state()).isEqualTo(JobState.COMPLETED);
        assertThat(applied.job().progress()).isEqualTo(100);
        assertThat(applied.publish()).isEqualTo(new Coverage(true, 2, true, true, true));
        assertThat(applied.video()).isEqualTo(new VideoChange.Ready());
    }

    @Test
    void aFaultOfTheSourceEndsTheJobAtOnce() {
        JobSnapshot running = job(probed, in(TaskState.RUNNING, audio), in(TaskState.QUEUED, first), artwork, second);
        Applied applied = applied(lifecycle.on(running, failed(audio, 1, "source_damaged", false), START));
        assertThat(applied.job().state()).isEqualTo(JobState.FAILED);
        assertThat(applied.job().fault()).isEqualTo(new Fault("source_damaged", "It broke."));
        assertThat(applied.job().tasks()).allMatch(task -> task.state().isFinal());
        assertThat(applied.video()).isEqualTo(new VideoChange.Errored(new Fault("source_damaged", "It broke.")));
        assertThat(lifecycle.on(applied.job(), completed(first, 1), START)).isInstanceOf(Ignored.class);
    }

    @Test
    void missingPicturesDoNotHarmTheVideo() {
        JobSnapshot last = job(probed, done(audio), done(first), in(TaskState.RUNNING, artwork), done(second));
        Applied applied = applied(lifecycle.on(last, failed(artwork, 1, "source_damaged", false), START));
        assertThat(applied.job().state()).isEqualTo(JobState.COMPLETED);
        assertThat(applied.publish()).isEqualTo(new Coverage(true, 2, false, true, true));
        assertThat(applied.video()).isEqualTo(new VideoChange.Ready());
    }

    @Test
    void aFaultOfTheMachineIsTriedAgainLaterAndLater() {
        JobSnapshot job = job(in(TaskState.RUNNING, probe));
        Duration[] waits = {Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(16)};
        for (int attempt = 1; attempt <= 3; attempt++) {
            Applied applied = applied(lifecycle.on(job, failed(probe, attempt, "encoder_failed", true), START));
            TaskSnapshot task = applied.job().task(probe.id()).orElseThrow();
            assertThat(task.state()).isEqualTo(TaskState.PENDING);
            assertThat(task.attempt()).isEqualTo(attempt + 1);
            assertThat(task.dueAt()).isEqualTo(START.plus(waits[attempt - 1]));
            job = applied.job();
        }
        Applied last = applied(lifecycle.on(job, failed(probe, 4, "encoder_failed", true), START));
        assertThat(last.job().state()).isEqualTo(JobState.FAILED);
        assertThat(last.video()).isEqualTo(new VideoChange.Errored(new Fault("encoder_failed", "It broke.")));
    }

    @Test
    void silenceTakesARunningTaskBack() {
        JobSnapshot job = applied(lifecycle.on(job(probe), started(probe, 1, "w1"), START))
                .job();
        assertThat(lifecycle.overdue(job, probe.id(), START.plusSeconds(14))).isInstanceOf(Ignored.class);
        TaskSnapshot back = applied(lifecycle.overdue(job, probe.id(), START.plusSeconds(15)))
                .job()
                .task(probe.id())
                .orElseThrow();
        assertThat(back.state()).isEqualTo(TaskState.PENDING);
        assertThat(back.attempt()).isEqualTo(2);
        assertThat(back.failures()).isEqualTo(1);
    }

    @Test
    void aWorkerThatCameBackFromTheDeadIsIgnored() {
        JobSnapshot job = applied(lifecycle.on(job(probe), started(probe, 1, "w1"), START))
                .job();
        JobSnapshot lost = applied(lifecycle.overdue(job, probe.id(), START.plusSeconds(20)))
                .job();
        assertThat(lifecycle.on(lost, completed(probe, 1), START.plusSeconds(21)))
                .isInstanceOf(Ignored.class);
        assertThat(lifecycle.on(lost, completed(probe, 2), START.plusSeconds(21)))
                .isInstanceOf(Applied.class);
    }

    @Test
    void aLostMessageAndAHandedBackTaskAreNoFailures() {
        TaskSnapshot queued = in(TaskState.QUEUED, probe);
        TaskSnapshot again = applied(lifecycle.overdue(job(queued), probe.id(), START))
                .job()
                .task(probe.id())
                .orElseThrow();
        assertThat(again.failures()).isZero();
        assertThat(again.attempt()).isEqualTo(2);
        TaskEvent released = new TaskEvent.Released(identity(probe.id(), 1), "w1");
        assertThat(applied(lifecycle.on(job(in(TaskState.RUNNING, probe)), released, START))
                        .job()
                        .task(probe.id())
                        .orElseThrow()
                        .failures())
                .isZero();
    }

    @Test
    void reportsProgressOnceASecondAndNeverBackwards() {
        JobSnapshot job = job(probed, in(TaskState.RUNNING, audio), first, artwork, second);
        Instant later = START.plusMillis(1100);
        Applied told = applied(lifecycle.on(job, progressed(audio, 0.8), later));
        assertThat(told.video()).isInstanceOf(VideoChange.Advanced.class);
        double percent = told.job().progress();
        assertThat(percent).isEqualTo(2 + 98 * 0.8 / 4);
        Applied soon = applied(lifecycle.on(told.job(), progressed(audio, 0.9), later.plusMillis(500)));
        assertThat(soon.video()).isInstanceOf(VideoChange.Untouched.class);
        Applied again =
                applied(lifecycle.on(soon.job(), failed(audio, 1, "encoder_failed", true), later.plusSeconds(2)));
        assertThat(again.job().task(audio.id()).orElseThrow().progress()).isZero();
        assertThat(again.job().progress()).isEqualTo(soon.job().progress());
    }

    @Test
    void soundAloneIsReadyWhenItIsThere() {
        Applied applied = applied(lifecycle.on(job(probed, audio), completed(audio, 1), START));
        assertThat(applied.job().state()).isEqualTo(JobState.COMPLETED);
        assertThat(applied.publish()).isEqualTo(new Coverage(true, 0, false, true, true));
    }

    @Test
    void aResultOfTheWrongKindIsAFailure() {
        TaskEvent wrong = new TaskEvent.Completed(
                identity(audio.id(), 1), "w1", "o", 1, Specimens.result(TaskKind.ARTWORK, "o", RUNGS, 1));
        TaskSnapshot task = applied(lifecycle.on(job(probed, audio), wrong, START))
                .job()
                .task(audio.id())
                .orElseThrow();
        assertThat(task.state()).isEqualTo(TaskState.PENDING);
        assertThat(task.fault()).extracting(Fault::code).isEqualTo("wrong_result");
    }

    private static TaskSnapshot done(TaskSnapshot task) {
        return task.completed("w0", "o", START);
    }

    private static TaskEvent started(TaskSnapshot task, int attempt, String worker) {
        return new TaskEvent.Started(identity(task.id(), attempt), worker);
    }

    private static TaskEvent progressed(TaskSnapshot task, double progress) {
        return new TaskEvent.Progressed(identity(task.id(), 1), "w1", progress);
    }

    private static TaskEvent completed(TaskSnapshot task, int attempt) {
        return new TaskEvent.Completed(
                identity(task.id(), attempt), "w1", "o", 1, Specimens.result(task.kind(), "o", RUNGS, 3));
    }

    private static TaskEvent failed(TaskSnapshot task, int attempt, String code, boolean retryable) {
        return new TaskEvent.Failed(identity(task.id(), attempt), "w1", code, "It broke.", retryable, 1);
    }

    private static Applied applied(Decision decision) {
        assertThat(decision).isInstanceOf(Applied.class);
        return (Applied) decision;
    }

    @Test
    void aTaskOfAnotherJobIsIgnored() {
        TaskEvent foreign = new TaskEvent.Started(identity(taskId(77), 1), "w1");
        assertThat(lifecycle.on(job(probe), foreign, START)).isInstanceOf(Ignored.class);
    }
}
