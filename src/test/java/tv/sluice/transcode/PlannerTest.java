package tv.sluice.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tv.sluice.media.AudioTrack;

class PlannerTest {
    @Test
    void wantsSoundFirstThenTheFirstChunkThenPictures() {
        TaskResult.Probed probed = Specimens.probed(3);
        List<PlannedTask> tasks = Planner.tasks(Planner.plan(Specimens.JOB, probed), probed);
        assertThat(tasks)
                .extracting(t -> t.spec().taskKind() + " " + t.ordinal() + " at " + t.position())
                .containsExactly(
                        "AUDIO 0 at 1",
                        "VIDEO_CHUNK 0 at 2",
                        "ARTWORK 0 at 3",
                        "VIDEO_CHUNK 1 at 4",
                        "VIDEO_CHUNK 2 at 5");
    }

    @Test
    void everyChunkIsOneTaskWithAllRungs() {
        TaskResult.Probed probed = Specimens.probed(2);
        Plan plan = Planner.plan(Specimens.JOB, probed);
        assertThat(plan.rungs()).hasSize(4);
        assertThat(plan.duration()).isEqualTo(56);
        List<TaskSpec.VideoChunk> chunks = Planner.tasks(plan, probed).stream()
                .map(PlannedTask::spec)
                .filter(TaskSpec.VideoChunk.class::isInstance)
                .map(TaskSpec.VideoChunk.class::cast)
                .toList();
        assertThat(chunks)
                .extracting(TaskSpec.VideoChunk::chunk)
                .isEqualTo(probed.plan().chunks());
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.rungs()).isEqualTo(plan.rungs()));
    }

    @Test
    void soundAloneIsOneTask() {
        TaskResult.Probed probed = new TaskResult.Probed(Specimens.source(null, Specimens.SOUND, 60), null);
        Plan plan = Planner.plan(Specimens.JOB, probed);
        assertThat(Planner.tasks(plan, probed))
                .extracting(t -> t.spec().taskKind())
                .containsExactly(TaskKind.AUDIO);
        assertThat(plan.duration()).isEqualTo(60);
        assertThat(plan.audioRendition()).isEqualTo("a1-t0vx");
    }

    @Test
    void aSilentPictureHasNoSoundTask() {
        TaskResult.Probed probed =
                new TaskResult.Probed(Specimens.source(Specimens.PICTURE, null, 28), Specimens.plan(1));
        Plan plan = Planner.plan(Specimens.JOB, probed);
        assertThat(Planner.tasks(plan, probed))
                .extracting(t -> t.spec().taskKind())
                .containsExactly(TaskKind.VIDEO_CHUNK, TaskKind.ARTWORK);
        assertThat(plan.audioRendition()).isNull();
    }

    @Test
    void monoCostsHalfAndSurroundBecomesStereo() {
        assertThat(bitRate(1)).isEqualTo(64_000);
        assertThat(bitRate(2)).isEqualTo(128_000);
        assertThat(bitRate(6)).isEqualTo(128_000);
    }

    @Test
    void weightsFollowTheCost() {
        TaskResult.Probed probed = Specimens.probed(1);
        List<PlannedTask> tasks = Planner.tasks(Planner.plan(Specimens.JOB, probed), probed);
        // 28 s at 25 frames/s in four sizes up to 720p take a core some 40 s.
        assertThat(tasks.get(1).weight()).isBetween(25.0, 60.0);
        assertThat(tasks.getFirst().weight()).isBetween(1.0, 3.0);
    }

    private static int bitRate(int channels) {
        AudioTrack track = new AudioTrack(0, "aac", channels, 48000, null);
        TaskResult.Probed probed = new TaskResult.Probed(Specimens.source(null, track, 60), null);
        PlannedTask task =
                Planner.tasks(Planner.plan(Specimens.JOB, probed), probed).getFirst();
        return ((TaskSpec.Audio) task.spec()).bitRate();
    }
}
