package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are refused: each with its stable code, a sentence, in bounded time, and without touching any other file or address. */
class RefusedSourcesIT {
    private static final String SOURCES = "-f lavfi -i testsrc2=s=64x64:r=25:d=%d -f lavfi -i sine=d=%d ";

    @TempDir
    Path folder;

    private MediaFixture media;
    private HttpServer web;
    private Canary canary;
    private final AtomicInteger requests = new AtomicInteger();

    /** A named pipe in place of a file: whoever opens it to read lets us know. */
    private static final class Canary implements AutoCloseable {
        final Path path;
        private final AtomicBoolean opened = new AtomicBoolean();

        Canary(Path path) throws Exception {
            this.path = path;
            assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                    .isZero();
            Thread.ofPlatform().daemon().start(this::waitForReader);
        }

        private void waitForReader() {
            try (var out = Files.newOutputStream(path, StandardOpenOption.WRITE)) {
                opened.set(true);
                out.write(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean wasOpened() {
            return opened.get();
        }

        @Override
        public void close() throws IOException {
            try (var in = Files.newInputStream(path)) {
                assertThat(in.read()).isZero();
            }
        }
    }

    @BeforeEach
    void open() throws Exception {
        media = new MediaFixture(folder);
        canary = new Canary(folder.resolve("canary.ts"));
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        web.start();
    }

    @AfterEach
    void nothingElseWasTouched() throws Exception {
        web.stop(0);
        assertThat(requests).as("requests to the web server").hasValue(0);
        assertThat(canary.wasOpened()).as("the local file was opened").isFalse();
        canary.close();
        assertThat(canary.wasOpened()).as("the canary can sing").isTrue();
        if (Files.isDirectory(media.config.work())) {
            assertThat(media.config.work()).isEmptyDirectory();
        }
    }

    @Test
    void anEmptyFile() throws Exception {
        assertThat(refusal(write("empty.mp4", new byte[0]))).isEqualTo(MediaFault.SOURCE_EMPTY);
    }

    @Test
    void aFileThatIsGone() {
        assertThat(refusal(folder.resolve("gone.mp4"))).isEqualTo(MediaFault.SOURCE_MISSING);
    }

    @Test
    void textAndNoise() throws Exception {
        assertThat(refusal(text("text.mp4", "Dear diary, ".repeat(5000)))).isEqualTo(MediaFault.SOURCE_NOT_MEDIA);
        byte[] noise = new byte[300_000];
        new java.util.Random(1).nextBytes(noise);
        assertThat(refusal(write("noise.mp4", noise))).isEqualTo(MediaFault.SOURCE_NOT_MEDIA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n%1$s\n#EXTINF:10,\n%2$s/a.ts\n#EXT-X-ENDLIST\n",
                "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n%2$s/b.m3u8\n",
                "ffconcat version 1.0\nfile '%1$s'\nfile '%2$s/c.mp4'\n",
                "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
                        + " width=\"64\" height=\"64\"><image xlink:href=\"%2$s/d.png\"/><image xlink:href=\"file://%1$s\"/></svg>",
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period><AdaptationSet"
                        + " mimeType=\"video/mp4\"><Representation id=\"1\" bandwidth=\"1\"><BaseURL>%2$s/e.mp4</BaseURL>"
                        + "</Representation></AdaptationSet></Period></MPD>",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
                "[playlist]\nFile1=%1$s\nFile2=%2$s/f.mp4\nNumberOfEntries=2\n",
                "<ASX version=\"3.0\"><Entry><Ref href=\"%2$s/g.wmv\"/></Entry></ASX>",
                "rtsptextRTSP://127.0.0.1/x\n",
                "WEBVTT\n\n00:00.000 --> 00:10.000\nHello\n",
                ";FFMETADATA1\ntitle=x\n"
            })
    void scriptsThatNameOtherFiles(String script) throws Exception {
        String address = "http://127.0.0.1:" + web.getAddress().getPort();
        String text = script.formatted(canary.path, address);
        for (String name : new String[] {"script.mp4", "script.m3u8", "script.ts", "script"}) {
            assertThat(refusal(text(name, text))).as(name).isEqualTo(MediaFault.SOURCE_NOT_MEDIA);
        }
    }

    @Test
    void aMovieWhosePictureLiesInAnotherFile() throws Exception {
        Path movie = media.make("whole.mov", SOURCES.formatted(1, 1) + "-c:v mjpeg -c:a pcm_s16le");
        Path external = write("external.mov", ExternalReference.into(Files.readAllBytes(movie), canary.path));
        SourceInfo info = media.probe.probe(external);
        if (info.video() != null) {
            assertThat(catchThrowableOfType(MediaException.class, () -> media.probe.frames(external, info)))
                    .isNotNull();
        }
    }

    @Test
    void aFileCutOffBeforeItsIndex() throws Exception {
        Path whole = media.make("whole.mp4", SOURCES.formatted(20, 20) + "-c:v libx264 -c:a aac");
        assertThat(refusal(half(whole, "half.mp4"))).isEqualTo(MediaFault.SOURCE_TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"early.mp4 -c:v libx264 -c:a aac -movflags +faststart", "matroska.mkv -c:v libx264 -c:a aac"})
    void aFileCutOffAfterItsIndex(String made) throws Exception {
        String[] parts = made.split(" ", 2);
        Path whole = media.make(parts[0], SOURCES.formatted(20, 20) + parts[1]);
        assertThat(frameRefusal(half(whole, "half-" + parts[0]))).isEqualTo(MediaFault.SOURCE_TRUNCATED);
    }

    @Test
    void soundCutOffAfterItsIndex() throws Exception {
        Path whole = media.make("whole.m4a", "-f lavfi -i sine=d=60 -c:a aac -movflags +faststart");
        assertThat(refusal(half(whole, "half.m4a"))).isEqualTo(MediaFault.SOURCE_TRUNCATED);
    }

    @Test
    void aPictureOfOnePixel() throws Exception {
        Path dot = media.make("dot.mkv", "-f lavfi -i color=red:s=2x2:r=25:d=1 -vf scale=1:1,format=rgb24 -c:v ffv1");
        assertThat(refusal(dot)).isEqualTo(MediaFault.SOURCE_TOO_SMALL_PICTURE);
    }

    @Test
    void aStillOfThirtyThousandPixelsOnEachSide() throws Exception {
        assertThat(refusal(write("huge.png", png(30_000, 30_000)))).isEqualTo(MediaFault.SOURCE_NOT_MEDIA);
        assertThat(refusal(write("huge.mp4", png(30_000, 30_000)))).isEqualTo(MediaFault.SOURCE_NOT_MEDIA);
    }

    @Test
    void aFilmOfThirtyThousandPixelsOnEachSide() throws Exception {
        Path small = media.make("small.mov", "-f lavfi -i testsrc2=s=64x64:r=5:d=1 -c:v png -pix_fmt rgb24");
        byte[] bytes = Files.readAllBytes(small);
        for (int i = 0; i < bytes.length - 40; i++) {
            if (startsWith(bytes, i, "IHDR")) {
                ByteBuffer.wrap(bytes, i + 4, 8).putInt(30_000).putInt(30_000);
            } else if (startsWith(bytes, i, "png \0\0\0\0\0\0\0\1")) {
                ByteBuffer.wrap(bytes, i + 28, 4).putShort((short) 30_000).putShort((short) 30_000);
            }
        }
        assertThat(refusal(write("huge.mov", bytes))).isEqualTo(MediaFault.SOURCE_TOO_LARGE_PICTURE);
    }

    @Test
    void subtitlesAlone() throws Exception {
        Path text = text("words.srt", "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
        Path movie = media.make("words.mkv", "-i " + text);
        assertThat(refusal(movie)).isEqualTo(MediaFault.SOURCE_NO_TRACKS);
    }

    @Test
    void aCodecOfAGameConsole() throws Exception {
        Path movie = media.make("old.mkv", "-f lavfi -i testsrc2=s=64x64:r=5:d=1 -c:v amv -pix_fmt yuvj420p");
        assertThat(refusal(movie)).isEqualTo(MediaFault.SOURCE_UNSUPPORTED_CODEC);
    }

    @Test
    void aFilmLongerThanAllowed() throws Exception {
        var c = media.config;
        var config = new MediaFixture.Config(
                c.runtime(),
                c.work(),
                c.ffmpeg(),
                c.ffprobe(),
                0,
                c.memory(),
                0,
                c.probeTimeout(),
                c.timePerSecond(),
                c.timeAtLeast(),
                c.minSide(),
                c.maxSide(),
                c.maxPixels(),
                Duration.ofSeconds(5));
        Path movie = media.make("long.mp4", SOURCES.formatted(6, 6) + "-c:v libx264");
        Path stream = media.make("long.ts", SOURCES.formatted(6, 6) + "-c:v libx264");
        media = new MediaFixture(folder, config);
        assertThat(refusal(movie)).isEqualTo(MediaFault.SOURCE_TOO_LONG);
        assertThat(frameRefusal(stream)).isEqualTo(MediaFault.SOURCE_TOO_LONG);
    }

    @Test
    void aProbeThatTakesTooLong() throws Exception {
        var c = media.config;
        var config = new MediaFixture.Config(
                c.runtime(),
                c.work(),
                c.ffmpeg(),
                java.util.Optional.of(slow()),
                0,
                c.memory(),
                0,
                Duration.ofMillis(500),
                c.timePerSecond(),
                c.timeAtLeast(),
                c.minSide(),
                c.maxSide(),
                c.maxPixels(),
                c.maxDuration());
        Path movie = media.make("fine.mp4", SOURCES.formatted(1, 1) + "-c:v libx264");
        media = new MediaFixture(folder, config);
        assertThat(refusal(movie)).isEqualTo(MediaFault.SOURCE_TIMEOUT);
    }

    private Path slow() throws IOException {
        Path script = text("slow.sh", "#!/bin/sh\nexec tail -f /dev/null\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private MediaFault refusal(Path file) {
        MediaException refused = catchThrowableOfType(MediaException.class, () -> media.probe.probe(file));
        assertThat(refused).as("%s is refused", file.getFileName()).isNotNull();
        assertThat(refused.sentence())
                .endsWith(".")
                .doesNotContain(folder.toString())
                .doesNotContain("0x");
        return refused.fault();
    }

    private MediaFault frameRefusal(Path file) throws Exception {
        SourceInfo info = media.probe.probe(file);
        return catchThrowableOfType(MediaException.class, () -> media.probe.frames(file, info))
                .fault();
    }

    private Path half(Path whole, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        return write(name, Arrays.copyOf(bytes, bytes.length / 2));
    }

    private Path text(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static boolean startsWith(byte[] bytes, int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }

    /** The head of a PNG file of this size. */
    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0x89504e470d0a1a0aL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeBytes("IHDR");
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.toByteArray());
        out.writeInt(13);
        out.write(header.toByteArray());
        out.writeInt((int) crc.getValue());
        out.write(new byte[4096]);
        return bytes.toByteArray();
    }
}
