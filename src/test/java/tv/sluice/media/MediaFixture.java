package tv.sluice.media;

import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tv.sluice.cmaf.ChunkObject;
import tv.sluice.cmaf.ObjectRegion;
import tv.sluice.platform.process.GuardedCommand;
import tv.sluice.platform.process.ProcessOutcome;
import tv.sluice.platform.storage.Storage;

/** The media package at work in a folder of a test, and ffmpeg itself for making clips and judging results. */
final class MediaFixture {
    static final Duration SEGMENT = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    final Path folder;
    final Config config;
    final FfmpegBinaries binaries;
    final FfmpegTool tool;
    final Storage storage;
    final MediaProbe probe;
    final Encoder encoder;
    final Artwork artwork;

    MediaFixture(Path folder) {
        this(folder, Config.in(folder));
    }

    MediaFixture(Path folder, Config config) {
        this.folder = folder;
        this.config = config;
        binaries = new FfmpegBinaries(config);
        tool = new FfmpegTool(binaries, config);
        storage = new Storage(folder.resolve("storage"));
        probe = new MediaProbe(tool, config);
        encoder = new Encoder(tool, config, storage);
        artwork = new Artwork(tool, config, storage);
    }

    /** The defaults of application.properties, but with less patience. */
    record Config(
            Path runtime,
            Path work,
            Optional<Path> ffmpeg,
            Optional<Path> ffprobe,
            int niceness,
            MemorySize memory,
            int encoderThreads,
            Duration probeTimeout,
            Duration timePerSecond,
            Duration timeAtLeast,
            int minSide,
            int maxSide,
            long maxPixels,
            Duration maxDuration)
            implements MediaConfig {
        static Config in(Path folder) {
            return new Config(
                    Path.of("target/media-runtime"),
                    folder.resolve("work"),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    new MemorySize(BigInteger.valueOf(6L << 30)),
                    0,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    16,
                    8192,
                    35_389_440,
                    Duration.ofHours(12));
        }
    }

    /** A real clip, where those are at hand: the folder of the property, or shared/media beside an ancestor of this folder. */
    static Optional<Path> realClip(String name) {
        String told = System.getProperty("sluice.test.clips");
        if (told != null) {
            return Optional.of(Path.of(told, name)).filter(Files::isRegularFile);
        }
        for (Path each = Path.of("").toAbsolutePath(); each != null; each = each.getParent()) {
            Path clip = each.resolve("shared/media").resolve(name);
            if (Files.isRegularFile(clip)) {
                return Optional.of(clip);
            }
        }
        return Optional.empty();
    }

    /** Runs ffmpeg with these words and returns the file that the last one names. */
    Path make(String name, String words) {
        Path file = folder.resolve(name);
        List<String> arguments = new ArrayList<>(Arrays.asList(words.strip().split("\\s+")));
        arguments.add(file.toString());
        ffmpeg(arguments);
        return file;
    }

    /** Runs ffmpeg, which must not complain. */
    String ffmpeg(List<String> arguments) {
        List<String> words =
                new ArrayList<>(List.of(binaries.ffmpeg().toString(), "-nostdin", "-hide_banner", "-v", "error", "-y"));
        words.addAll(arguments);
        return output(words);
    }

    String ffprobe(String... arguments) {
        List<String> words = new ArrayList<>(List.of(binaries.ffprobe().toString(), "-v", "error"));
        words.addAll(List.of(arguments));
        return output(words);
    }

    private String output(List<String> words) {
        try {
            ProcessOutcome outcome =
                    GuardedCommand.of(words).withMostOutput(64 << 20).run(PATIENCE);
            if (!outcome.succeeded()) {
                throw new AssertionError(words + "\n" + outcome.errors());
            }
            return outcome.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a file into storage as an upload. */
    String upload(Path file) throws IOException {
        String key = "u/" + file.getFileName().toString().replace('.', '-');
        Path prepared = storage.prepare(key);
        Files.copy(file, prepared);
        storage.publish(prepared, key);
        return key;
    }

    ChunkPlan plan(Path file, int segmentsPerChunk) throws Exception {
        SourceInfo info = probe.probe(file);
        return ChunkPlan.of(probe.frames(file, info), info, SEGMENT, segmentsPerChunk);
    }

    /** Encodes all chunks of a plan; one list of renditions for each. */
    List<List<EncodedRendition>> encode(Path file, ChunkPlan plan, List<VideoRung> rungs, String prefix)
            throws Exception {
        String key = upload(file);
        VideoTrack track = java.util.Objects.requireNonNull(probe.probe(file).video());
        List<List<EncodedRendition>> all = new ArrayList<>();
        for (ChunkSpan chunk : plan.chunks()) {
            VideoRequest request = new VideoRequest(
                    key, track, plan.timeline(), chunk, SEGMENT, rungs, false, prefix + "/" + chunk.ordinal());
            all.add(encoder.encodeChunk(request, part -> {}));
        }
        return all;
    }

    /** One playable file: the initialisation segment and all segments of some chunks of a rendition. */
    Path join(String name, List<EncodedRendition> chunks) throws IOException {
        Path file = folder.resolve(name);
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ObjectRegion init = chunks.getFirst().init();
            copy(init.key(), init.offset(), init.length(), out);
            for (EncodedRendition each : chunks) {
                ChunkObject chunk = each.chunk();
                long length =
                        chunk.lengths().stream().mapToLong(Integer::longValue).sum();
                copy(chunk.key(), chunk.firstOffset(), length, out);
            }
        }
        return file;
    }

    private void copy(String key, long offset, long length, FileChannel out) throws IOException {
        try (FileChannel in = FileChannel.open(storage.path(key), StandardOpenOption.READ)) {
            long done = 0;
            while (done < length) {
                done += in.transferTo(offset + done, length - done, out);
            }
        }
    }

    /** Presentation times of all frames, in the stream's ticks, as decoded. */
    List<Long> frameTimes(Path file) {
        return ffprobe(
                        "-select_streams",
                        "v:0",
                        "-show_entries",
                        "frame=best_effort_timestamp",
                        "-of",
                        "csv=p=0",
                        file.toString())
                .lines()
                .map(line -> line.replace(",", ""))
                .filter(line -> !line.isBlank())
                .map(Long::parseLong)
                .toList();
    }

    /**
     * Times of all frames since the first. FFmpeg's reader puts the whole track later when composition offsets are signed, so the
     * first frame's own time means nothing.
     */
    List<Long> framesSinceFirst(Path file) {
        List<Long> times = frameTimes(file);
        return times.stream().map(time -> time - times.getFirst()).toList();
    }

    /** Decodes a file strictly: the first complaint fails. */
    void decodeStrictly(Path file) {
        List<String> words = List.of("-xerror", "-err_detect", "explode", "-i", file.toString(), "-f", "null", "-");
        ffmpeg(words);
    }

    static VideoRung rung(String id, int width, int height) {
        return new VideoRung(id, width, height, 23, 3_000_000, 6_000_000);
    }
}
