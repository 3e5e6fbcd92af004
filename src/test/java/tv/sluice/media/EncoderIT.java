package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The encoder as its callers see it: progress, the way out, limits, and nothing left behind. */
class EncoderIT {
    private static final List<VideoRung> LARGE = List.of(MediaFixture.rung("large", 1920, 1080));
    private static final List<VideoRung> SMALL =
            List.of(MediaFixture.rung("a", 160, 90), MediaFixture.rung("b", 320, 180));

    @TempDir
    Path folder;

    private MediaFixture media;

    @BeforeEach
    void open() {
        media = new MediaFixture(folder);
    }

    @Test
    void progressRisesToOneAndSizesComeInTheirOrder() throws Exception {
        VideoRequest request = request(film("film.mp4", "320x180", 20), SMALL, "v/1");
        ConcurrentLinkedQueue<Double> told = new ConcurrentLinkedQueue<>();
        List<EncodedRendition> renditions = media.encoder.encodeChunk(request, told::add);
        assertThat(List.copyOf(told)).isNotEmpty().isSorted().last().isEqualTo(1.0);
        assertThat(renditions).extracting(EncodedRendition::renditionId).containsExactly("a", "b");
        assertThat(renditions).extracting(r -> r.format().width()).containsExactly(160, 320);
        assertThat(renditions).allSatisfy(r -> {
            assertThat(r.format().codecs()).startsWith("avc1.6400");
            assertThat(r.chunk().key()).isEqualTo("v/1/" + r.renditionId() + ".m4s");
            assertThat(media.storage.size(r.chunk().key()))
                    .isEqualTo(r.init().offset() + r.init().length());
        });
        assertThat(renditions.get(0).chunk().durations())
                .isEqualTo(renditions.get(1).chunk().durations());
        assertThat(media.config.work()).isEmptyDirectory();
    }

    @Test
    void aThreadThatIsInterruptedEndsTheWork() throws Exception {
        VideoRequest request = request(film("film.mp4", "320x180", 60), LARGE, "v/1");
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread worker = Thread.ofPlatform()
                .start(() ->
                        ended.set(catchThrowable(() -> media.encoder.encodeChunk(request, part -> begun.countDown()))));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        worker.interrupt();
        assertThat(worker.join(Duration.ofSeconds(20))).isTrue();
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        nothingIsLeft();
    }

    @Test
    void aListenerThatThrowsEndsTheWork() throws Exception {
        VideoRequest request = request(film("film.mp4", "320x180", 60), LARGE, "v/1");
        DoubleConsumer listener = part -> {
            throw new IllegalStateException("No more");
        };
        assertThatThrownBy(() -> media.encoder.encodeChunk(request, listener)).hasMessage("No more");
        nothingIsLeft();
    }

    @Test
    void workThatTakesTooLongIsGivenUp() throws Exception {
        VideoRequest request = request(film("film.mp4", "320x180", 60), LARGE, "v/1");
        media = new MediaFixture(folder, limited(6L << 30, Duration.ZERO, Duration.ofSeconds(1)));
        assertThat(failure(request).fault()).isEqualTo(MediaFault.ENCODER_TIMEOUT);
        nothingIsLeft();
    }

    @Test
    void workThatNeedsTooMuchMemoryFailsAlone() throws Exception {
        VideoRequest request = request(film("film.mp4", "320x180", 2), LARGE, "v/1");
        media = new MediaFixture(folder, limited(250L << 20, Duration.ofSeconds(30), Duration.ofSeconds(60)));
        MediaException failed = failure(request);
        assertThat(failed.fault()).isEqualTo(MediaFault.ENCODER_FAILED);
        assertThat(failed.retryable()).isTrue();
        nothingIsLeft();
    }

    @Test
    void aFileThatPromisesFramesButHasNoneIsDamaged() throws Exception {
        Path film = film("film.mkv", "320x180", 5);
        VideoRequest request = request(film, SMALL, "v/1");
        byte[] bytes = Files.readAllBytes(film);
        Arrays.fill(bytes, firstCluster(bytes), bytes.length, (byte) 0xff);
        Files.write(media.storage.path(request.sourceKey()), bytes);
        assertThat(failure(request).fault()).isIn(MediaFault.SOURCE_DAMAGED, MediaFault.ENCODER_FAILED);
        nothingIsLeft();
    }

    private static int firstCluster(byte[] matroska) {
        return new String(matroska, StandardCharsets.ISO_8859_1).indexOf("\u001fC\u00b6u");
    }

    private MediaFixture.Config limited(long memory, Duration perSecond, Duration atLeast) {
        MediaFixture.Config c = media.config;
        MemorySize size = new MemorySize(BigInteger.valueOf(memory));
        return new MediaFixture.Config(
                c.runtime(),
                c.work(),
                c.ffmpeg(),
                c.ffprobe(),
                0,
                size,
                0,
                c.probeTimeout(),
                perSecond,
                atLeast,
                c.minSide(),
                c.maxSide(),
                c.maxPixels(),
                c.maxDuration());
    }

    private MediaException failure(VideoRequest request) {
        return Objects.requireNonNull(
                catchThrowableOfType(MediaException.class, () -> media.encoder.encodeChunk(request, part -> {})));
    }

    /** No file of the task, no object, no child. */
    private void nothingIsLeft() throws Exception {
        assertThat(media.config.work()).isEmptyDirectory();
        try (Stream<Path> objects = Files.walk(media.storage.path("v"))) {
            assertThat(objects.filter(Files::isRegularFile)).isEmpty();
        }
        String executable = media.binaries.ffmpeg().toString();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .noneMatch(child -> child.info().command().orElse("").equals(executable));
    }

    private Path film(String name, String size, int seconds) {
        return media.make(
                name,
                "-f lavfi -i testsrc2=s=" + size + ":r=30:d=" + seconds
                        + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
    }

    private VideoRequest request(Path film, List<VideoRung> rungs, String prefix) throws Exception {
        ChunkPlan plan = media.plan(film, 100);
        Files.createDirectories(media.storage.path("v"));
        VideoTrack track = Objects.requireNonNull(media.probe.probe(film).video());
        return new VideoRequest(
                media.upload(film),
                track,
                plan.timeline(),
                plan.chunks().getFirst(),
                MediaFixture.SEGMENT,
                rungs,
                false,
                prefix);
    }
}
