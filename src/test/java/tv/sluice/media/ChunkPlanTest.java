package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChunkPlanTest {
    private static final Duration SEGMENT = Duration.ofSeconds(4);

    @Test
    void aMinuteAtAConstantRate() {
        FrameIndex index = frames(new Ratio(1, 25), LongStream.range(0, 60 * 25).toArray());
        ChunkPlan plan = ChunkPlan.of(index, source(25), SEGMENT, 7);
        assertThat(plan.duration()).isEqualTo(60);
        assertThat(plan.timeline()).isEqualTo(new Timeline(0, new Ratio(1, 25), 25, new Ratio(25, 1), 1, false));
        assertThat(plan.chunks()).extracting(ChunkSpan::frames).containsExactly(700, 700, 100);
        assertThat(plan.chunks()).extracting(ChunkSpan::firstSegment).containsExactly(0, 7, 14);
        assertThat(plan.chunks().get(1).segmentStartPts())
                .containsExactly(700L, 800L, 900L, 1000L, 1100L, 1200L, 1300L);
        assertThat(plan.chunks().get(2))
                .extracting(ChunkSpan::startPts, ChunkSpan::endPts)
                .containsExactly(1400L, 1500L);
    }

    @Test
    void segmentsStartWithTheFirstFrameFromEachFourthSecondOn() {
        // 29.97 frames per second: 4 s fall between frames 119 and 120.
        FrameIndex index =
                frames(new Ratio(1001, 30_000), LongStream.range(0, 300).toArray());
        ChunkPlan plan = ChunkPlan.of(index, source(30), SEGMENT, 1);
        assertThat(plan.chunks()).extracting(ChunkSpan::startPts).containsExactly(0L, 120L, 240L);
        assertThat(plan.timeline().timescale()).isEqualTo(30_000);
        assertThat(plan.timeline().ticks(120)).isEqualTo(120_120);
    }

    @Test
    void chunksCoverEachFrameOnceWhateverTheClock() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            Ratio timeBase = new Ratio(1 + random.nextInt(3), 1 + random.nextInt(100_000));
            long[] pts = randomTimes(random, timeBase);
            FrameIndex index = frames(timeBase, pts);
            int perChunk = 1 + random.nextInt(8);
            ChunkPlan plan = ChunkPlan.of(index, source(30), SEGMENT, perChunk);
            checkCover(plan, index.every(plan.timeline().keepEvery()), perChunk);
        }
    }

    private static void checkCover(ChunkPlan plan, FrameIndex index, int perChunk) {
        int frame = 0;
        int segment = 0;
        long lastNumber = -1;
        for (ChunkSpan chunk : plan.chunks()) {
            assertThat(chunk.startPts()).isEqualTo(index.pts(frame));
            assertThat(chunk.firstSegment()).isEqualTo(segment);
            assertThat(chunk.segmentStartPts())
                    .hasSizeLessThanOrEqualTo(perChunk)
                    .isSorted();
            assertThat(chunk.segmentStartPts().getFirst()).isEqualTo(chunk.startPts());
            for (long start : chunk.segmentStartPts()) {
                long number = (long) Math.floor(plan.timeline().seconds(start) / 4 + 1e-9);
                assertThat(number).isGreaterThan(lastNumber);
                lastNumber = number;
            }
            frame += chunk.frames();
            segment += chunk.segmentStartPts().size();
            assertThat(chunk.endPts()).isEqualTo(frame < index.size() ? index.pts(frame) : index.end());
        }
        assertThat(frame).isEqualTo(index.size());
    }

    private static long[] randomTimes(Random random, Ratio timeBase) {
        TreeSet<Long> times = new TreeSet<>();
        double time = random.nextInt(1000) - 500;
        for (int i = 0; i < 200; i++) {
            time += Math.max(0.02, random.nextGaussian() * 0.02 + 0.04) * (random.nextInt(50) == 0 ? 200 : 1);
            times.add((long) (time / timeBase.value()));
        }
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    @Test
    void fastSourcesGiveUpFramesEvenly() {
        FrameIndex index = frames(new Ratio(1, 120), LongStream.range(0, 1200).toArray());
        ChunkPlan plan = ChunkPlan.of(index, source(120), SEGMENT, 1);
        assertThat(plan.timeline().keepEvery()).isEqualTo(2);
        assertThat(plan.timeline().frameRate()).isEqualTo(new Ratio(60, 1));
        assertThat(plan.chunks()).extracting(ChunkSpan::startPts).containsExactly(0L, 480L, 960L);
        assertThat(plan.chunks()).extracting(ChunkSpan::frames).containsExactly(240, 240, 120);
        assertThat(ChunkPlan.of(
                                frames(
                                        new Ratio(1, 60),
                                        LongStream.range(0, 600).toArray()),
                                source(60),
                                SEGMENT,
                                1)
                        .timeline()
                        .keepEvery())
                .isEqualTo(1);
        assertThat(ChunkPlan.of(
                                frames(
                                        new Ratio(1, 144),
                                        LongStream.range(0, 600).toArray()),
                                source(144),
                                SEGMENT,
                                1)
                        .timeline()
                        .frameRate())
                .isEqualTo(new Ratio(48, 1));
    }

    @Test
    void framesMayStandForMinutes() {
        ChunkPlan plan = ChunkPlan.of(frames(new Ratio(1, 1000), 0, 100, 300_000, 300_040), source(30), SEGMENT, 7);
        assertThat(plan.chunks()).hasSize(1);
        assertThat(plan.chunks().getFirst().segmentStartPts()).containsExactly(0L, 300_000L);
    }

    @Test
    void presentationStartsWithTheFirstFrame() {
        ChunkPlan plan = ChunkPlan.of(frames(new Ratio(1, 90_000), 123_456, 127_056), source(25), SEGMENT, 7);
        assertThat(plan.timeline().ticks(123_456)).isZero();
        assertThat(plan.timeline().ticks(127_056)).isEqualTo(3600);
        assertThat(plan.duration()).isCloseTo(0.08, within(1e-9));
    }

    @Test
    void aClockTooFineIsRoundedTheSameWayEverywhere() {
        Ratio nanosecond = new Ratio(1, 1_000_000_000);
        ChunkPlan plan = ChunkPlan.of(frames(nanosecond, 5, 33_366_672, 66_733_339), source(30), SEGMENT, 7);
        assertThat(plan.timeline().timescale()).isEqualTo(90_000);
        assertThat(plan.timeline().ticks(33_366_672)).isEqualTo(3003);
        assertThat(plan.timeline().ticks(5)).isZero();
    }

    @Test
    void timesThatCannotBeTrustedAreMadeAnew() {
        FrameIndex index = new FrameIndex(new Ratio(1, 25), new long[1], 1, new TreeMap<>(), false, 250);
        ChunkPlan plan = ChunkPlan.of(index, source(25), SEGMENT, 7);
        assertThat(plan.timeline()).isEqualTo(new Timeline(0, new Ratio(1, 25), 25, new Ratio(25, 1), 1, true));
        assertThat(plan.chunks()).containsExactly(new ChunkSpan(0, 0, 0, 250, null, 0, List.of(0L)));
        assertThat(plan.duration()).isEqualTo(10);
    }

    private static FrameIndex frames(Ratio timeBase, long... pts) {
        TreeMap<Long, Long> keyframes = new TreeMap<>();
        keyframes.put(pts[0], pts[0]);
        long step = pts.length == 1 ? 1 : Math.max(1, (pts[pts.length - 1] - pts[0]) / (pts.length - 1));
        return new FrameIndex(timeBase, pts, pts[pts.length - 1] + step, keyframes, true, pts.length);
    }

    private static SourceInfo source(int rate) {
        VideoTrack video =
                new VideoTrack(0, "h264", 320, 180, 0, new Ratio(rate, 1), new Ratio(1, 1000), false, "yuv420p", null);
        return new SourceInfo("mp4", 1, 10, video, null);
    }
}
