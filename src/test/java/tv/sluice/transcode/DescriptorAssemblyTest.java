package tv.sluice.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.sluice.cmaf.Descriptor;
import tv.sluice.cmaf.Rendition;
import tv.sluice.cmaf.SegmentTable;
import tv.sluice.media.VideoRung;
import tv.sluice.transcode.DescriptorAssembly.Delivered;
import tv.sluice.transcode.DescriptorAssembly.MismatchException;
import tv.sluice.video.VideoProgress;
import tv.sluice.video.VideoRendition;

class DescriptorAssemblyTest {
    private final TranscodeJob job = new TranscodeJob(
            Specimens.JOB, Specimens.TENANT, Specimens.VIDEO, "u/upl_1", "req-1", null, Specimens.START);
    private final Plan plan = Planner.plan(Specimens.JOB, Specimens.probed(3));
    private final List<String> rungs =
            plan.rungs().stream().map(VideoRung::renditionId).toList();

    @Test
    void holdsAPrefixOfTheChunksInOrder() throws MismatchException {
        List<Delivered> delivered = List.of(chunk(2), chunk(0), sound(), chunk(1));
        Descriptor two = DescriptorAssembly.of(job, plan, new Coverage(true, 2, false, true, false), 4, delivered);
        assertThat(two.complete()).isFalse();
        assertThat(two.version()).isEqualTo(4);
        assertThat(two.duration()).isEqualTo(84);
        assertThat(two.pictures()).isNull();
        assertThat(two.ofKind(Rendition.Kind.VIDEO)).extracting(Rendition::id).isEqualTo(rungs);
        assertThat(two.ofKind(Rendition.Kind.VIDEO).getFirst().chunks())
                .extracting(c -> c.key())
                .containsExactly("chunk0/v240-t0vx.m4s", "chunk1/v240-t0vx.m4s");
        assertThat(two.ofKind(Rendition.Kind.AUDIO)).singleElement().satisfies(audio -> {
            assertThat(audio.language()).isEqualTo("eng");
            assertThat(audio.frameRate()).isZero();
        });
        assertThat(SegmentTable.of(two.renditions().getFirst()).size()).isEqualTo(4);
    }

    @Test
    void refusesChunksOfDifferentEncoders() {
        List<Delivered> delivered = new ArrayList<>(List.of(chunk(0), sound()));
        delivered.add(new Delivered(
                1,
                new TaskResult.ChunkEncoded(rungs.stream()
                        .map(id -> Specimens.encoded(id, Rendition.Kind.VIDEO, "x", "other"))
                        .toList())));
        assertThatThrownBy(
                        () -> DescriptorAssembly.of(job, plan, new Coverage(true, 2, false, true, false), 3, delivered))
                .isInstanceOf(MismatchException.class);
    }

    @Test
    void survivesItsJson() throws Exception {
        List<Delivered> delivered =
                List.of(chunk(0), sound(), new Delivered(0, Specimens.result(TaskKind.ARTWORK, "art", rungs, 1)));
        Descriptor whole = DescriptorAssembly.of(job, plan, new Coverage(true, 1, true, true, true), 4, delivered);
        byte[] json = TranscodeJson.write(whole);
        assertThat(JsonMapper.builder().build().readValue(json, Descriptor.class))
                .isEqualTo(whole);
    }

    @Test
    void theCatalogueLearnsTheRenditions() throws MismatchException {
        Descriptor published = DescriptorAssembly.of(
                job, plan, new Coverage(true, 1, false, true, false), 3, List.of(chunk(0), sound()));
        VideoProgress report = VideoReport.of(false, true, 40, plan, published);
        assertThat(report.playable()).isTrue();
        assertThat(report.width()).isEqualTo(1280);
        assertThat(report.duration()).isEqualTo(84);
        assertThat(report.source().videoCodec()).isEqualTo("h264");
        VideoRendition first = report.renditions().getFirst();
        // Segments of 1000 and 2000 bytes, 4 s each.
        assertThat(first.bandwidth()).isEqualTo(4000);
        assertThat(first.averageBandwidth()).isEqualTo(3000);
        assertThat(first.size()).isEqualTo(3000);
        assertThat(report.renditions().getLast().kind()).isEqualTo(VideoRendition.Kind.AUDIO);
    }

    private Delivered chunk(int ordinal) {
        return new Delivered(ordinal, Specimens.result(TaskKind.VIDEO_CHUNK, "chunk" + ordinal, rungs, 3));
    }

    private Delivered sound() {
        return new Delivered(0, Specimens.result(TaskKind.AUDIO, "sound", rungs, 3));
    }
}
