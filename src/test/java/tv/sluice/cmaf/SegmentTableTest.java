package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentTableTest {
    @Test
    void findsSegmentsAcrossChunks() {
        SegmentTable table = SegmentTable.of(SampleVideos.picture("v", 640, 360, "avc1.64001E", 1000));

        assertThat(table.size()).isEqualTo(3);
        assertThat(table.region(0)).isEqualTo(new ObjectRegion("v/vid_1/job_1/v.0", 0, 1000));
        assertThat(table.region(1)).isEqualTo(new ObjectRegion("v/vid_1/job_1/v.0", 1000, 1001));
        assertThat(table.region(2)).isEqualTo(new ObjectRegion("v/vid_1/job_1/v.1", 16, 500));
        assertThat(table.start(2)).isEqualTo(240240);
        assertThat(table.duration(2)).isEqualTo(101101);
        assertThat(table.totalTicks()).isEqualTo(341341);
        assertThat(table.totalBytes()).isEqualTo(2501);
        assertThat(table.totalSeconds()).isEqualTo(341341 / 30000.0);
    }

    @Test
    void knowsNoSegmentBeyondTheLast() {
        SegmentTable table = SegmentTable.of(SampleVideos.picture("v", 640, 360, "avc1.64001E", 1000));

        assertThat(table.contains(2)).isTrue();
        assertThat(table.contains(3)).isFalse();
        assertThat(table.contains(-1)).isFalse();
        assertThatThrownBy(() -> table.region(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> table.start(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void targetDurationIsTheLongestRoundedAndAtLeastTheNominalOne() {
        assertThat(table(1000, List.of(1), List.of(100L)).targetSeconds()).isEqualTo(4);
        assertThat(table(1000, List.of(1), List.of(4499L)).targetSeconds()).isEqualTo(4);
        assertThat(table(1000, List.of(1), List.of(4500L)).targetSeconds()).isEqualTo(5);
        assertThat(table(1000, List.of(), List.of()).targetSeconds()).isEqualTo(4);
    }

    @Test
    void peakIsTheHighestOfRunsNearATargetDuration() {
        // Runs between 2 s and 6 s count: neither the second alone (1 s) nor all four (9.5 s), but the last three.
        SegmentTable table =
                table(1000, List.of(400_000, 900_000, 400_000, 300_000), List.of(4000L, 1000L, 4000L, 500L));

        BitRate rate = BitRate.of(table);

        assertThat(rate.peak()).isEqualTo((long) Math.ceil((900_000 + 400_000 + 300_000) * 8 / 5.5));
        assertThat(rate.average()).isEqualTo((long) Math.ceil(2_000_000 * 8 / 9.5));
    }

    @Test
    void peakOfAClipShorterThanAnyRunIsItsAverage() {
        assertThat(BitRate.of(table(1000, List.of(1000), List.of(100L)))).isEqualTo(new BitRate(80_000, 80_000));
    }

    @Test
    void nothingHasNoRate() {
        assertThat(BitRate.of(table(1000, List.of(), List.of()))).isEqualTo(new BitRate(0, 0));
    }

    @Test
    void ratesOfLargeFilesDoNotOverflow() {
        SegmentTable table = table(90000, List.of(Integer.MAX_VALUE), List.of(360_000L));

        assertThat(BitRate.of(table).peak()).isEqualTo((long) Math.ceil(Integer.MAX_VALUE * 2.0));
    }

    private static SegmentTable table(int timescale, List<Integer> lengths, List<Long> durations) {
        return SegmentTable.of(new Rendition(
                "v",
                Rendition.Kind.VIDEO,
                "avc1.64001E",
                timescale,
                640,
                360,
                25,
                0,
                0,
                null,
                new ObjectRegion("k", 0, 1),
                List.of(new ChunkObject("k", 0, lengths, durations))));
    }
}
