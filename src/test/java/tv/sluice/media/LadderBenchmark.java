package tv.sluice.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole ladder of a minute of 1080p, by tasks as transcoders run them, against one ffmpeg command that makes the same
 * renditions. Not part of the tests: run it with {@code ./mvnw test -Dtest=LadderBenchmark}.
 */
class LadderBenchmark {
    private static final int ROUNDS = Integer.getInteger("sluice.bench.rounds", 3);
    private static final int SECONDS = Integer.getInteger("sluice.bench.seconds", 60);
    private static final int SEGMENTS = Integer.getInteger("sluice.bench.segments", 7);
    private static final int SLOTS = Integer.getInteger("sluice.bench.slots", 2);
    private static final List<VideoRung> RUNGS = List.of(
            new VideoRung("v240", 426, 240, 23, 570_000, 1_140_000),
            new VideoRung("v360", 640, 360, 23, 1_060_000, 2_120_000),
            new VideoRung("v480", 854, 480, 23, 1_630_000, 3_260_000),
            new VideoRung("v720", 1280, 720, 23, 2_990_000, 5_980_000),
            new VideoRung("v1080", 1920, 1080, 23, 5_500_000, 11_000_000));

    @TempDir
    Path folder;

    /** What a run took. */
    private record Cost(double wall, double cpu) {
        static Cost of(Callable<?> work) throws Exception {
            long wall = System.nanoTime();
            double cpu = childSeconds();
            work.call();
            return new Cost((System.nanoTime() - wall) / 1e9, childSeconds() - cpu);
        }

        /** Processor seconds of all ended children (proc(5), fields 16 and 17 of stat). */
        private static double childSeconds() throws IOException {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
        }
    }

    @Test
    void tasksAgainstOneCommand() throws Exception {
        MediaFixture media = new MediaFixture(folder);
        Path source = source(media);
        String key = media.upload(source);
        List<Double> walls = new ArrayList<>();
        List<Double> cpus = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Cost command = Cost.of(() -> media.ffmpeg(oneCommand(source)));
            int number = round;
            Cost tasks = Cost.of(() -> runTasks(media, source, key, "v/bench" + number));
            walls.add(tasks.wall() / command.wall());
            cpus.add(tasks.cpu() / command.cpu());
            System.out.printf(
                    "round %d: one command %.1f s wall, %.1f s cpu; tasks %.1f s wall, %.1f s cpu; ratio wall %.2f, cpu %.2f%n",
                    round, command.wall(), command.cpu(), tasks.wall(), tasks.cpu(), walls.getLast(), cpus.getLast());
        }
        System.out.printf(
                "median of %d: wall %.2f, cpu %.2f (%d slots, %d processors)%n",
                ROUNDS, median(walls), median(cpus), SLOTS, Runtime.getRuntime().availableProcessors());
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** A real film scene if it is at hand, made 1080p with grain, else drawn pictures with grain. */
    private static Path source(MediaFixture media) {
        String grain =
                ",noise=alls=5:allf=t,format=yuv420p -r 30 -c:v libx264 -preset veryfast -crf 18 -bf 3 -g 250 -c:a aac -ac 2 -t "
                        + SECONDS;
        return MediaFixture.realClip("bbb480p30s.mp4")
                .map(clip -> media.make(
                        "film.mp4", "-stream_loop 9 -i " + clip + " -vf scale=1920:1080:flags=lanczos" + grain))
                .orElseGet(() -> media.make(
                        "film.mp4", "-f lavfi -i testsrc2=s=1920x1080:r=30 -f lavfi -i sine -vf null" + grain));
    }

    private List<String> oneCommand(Path source) {
        StringBuilder graph = new StringBuilder("[0:v]split=5[s0][s1][s2][s3][s4]");
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < RUNGS.size(); i++) {
            VideoRung rung = RUNGS.get(i);
            graph.append(";[s")
                    .append(i)
                    .append("]scale=")
                    .append(rung.width())
                    .append(':')
                    .append(rung.height());
            graph.append(":flags=bicubic[o").append(i).append(']');
            outputs.addAll(
                    List.of("-map", "[o" + i + "]", "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high"));
            outputs.addAll(List.of("-crf", "23", "-maxrate", Integer.toString(rung.maxBitRate())));
            outputs.addAll(
                    List.of("-bufsize", Integer.toString(rung.bufferBits()), "-g", "1000", "-sc_threshold", "0"));
            outputs.addAll(List.of("-force_key_frames", "expr:gte(t,n_forced*4)"));
            outputs.addAll(List.of(
                    "-movflags",
                    "+frag_keyframe+empty_moov",
                    "-f",
                    "mp4",
                    folder.resolve("one" + i + ".mp4").toString()));
        }
        outputs.addAll(List.of("-map", "0:a", "-c:a", "aac", "-b:a", "128k", "-movflags", "+frag_keyframe+empty_moov"));
        outputs.addAll(List.of(
                "-frag_duration",
                "4000000",
                "-f",
                "mp4",
                folder.resolve("one-audio.mp4").toString()));
        List<String> arguments = new ArrayList<>(List.of("-i", source.toString(), "-filter_complex", graph.toString()));
        arguments.addAll(outputs);
        return arguments;
    }

    private static Void runTasks(MediaFixture media, Path source, String key, String prefix) throws Exception {
        SourceInfo info = media.probe.probe(source);
        ChunkPlan plan = ChunkPlan.of(media.probe.frames(source, info), info, MediaFixture.SEGMENT, SEGMENTS);
        VideoTrack video = Objects.requireNonNull(info.video());
        AudioTrack audio = Objects.requireNonNull(info.audio());
        List<Callable<?>> tasks = new ArrayList<>();
        tasks.add(() -> media.encoder.encodeAudio(
                new AudioRequest(
                        key,
                        audio,
                        plan.timeline(),
                        plan.duration(),
                        MediaFixture.SEGMENT,
                        "a",
                        128_000,
                        false,
                        prefix),
                part -> {}));
        for (ChunkSpan chunk : plan.chunks()) {
            tasks.add(() -> media.encoder.encodeChunk(
                    new VideoRequest(
                            key,
                            video,
                            plan.timeline(),
                            chunk,
                            MediaFixture.SEGMENT,
                            RUNGS,
                            false,
                            prefix + "/" + chunk.ordinal()),
                    part -> {}));
        }
        try (ExecutorService slots = Executors.newFixedThreadPool(SLOTS)) {
            List<Future<?>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(slots.submit(task)));
            for (Future<?> each : running) {
                each.get();
            }
        }
        media.storage.delete(prefix);
        return null;
    }
}
