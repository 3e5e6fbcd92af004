package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that lie, built from real ones. Whatever they hold: an end within the time limit, and a refusal or a bounded output. */
class HostileFileTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Works on the file under attack. */
    private interface Attack {
        void run(FileChannel channel) throws IOException;
    }

    private final Set<Mp4Exception.Reason> reasons = EnumSet.noneOf(Mp4Exception.Reason.class);
    private int accepted;

    private static byte[] picture = {};
    private static byte[] sound = {};

    @TempDir
    private static Path folder;

    /** Counts what it is given. */
    private static final class Sink implements WritableByteChannel {
        private long written;

        @Override
        public int write(ByteBuffer source) {
            int count = source.remaining();
            source.position(source.limit());
            written += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @BeforeAll
    static void encode() throws IOException {
        Path file = folder.resolve("real.mp4");
        Ffmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x48:r=25:d=1",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-bf",
                "2",
                "-g",
                "10",
                "-pix_fmt",
                "yuv420p",
                "-movflags",
                ChunkedEncode.CMAF,
                file.toString()));
        picture = Files.readAllBytes(file);
        Ffmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=d=0.5",
                "-c:a",
                "aac",
                "-movflags",
                "+empty_moov+delay_moov",
                file.toString()));
        sound = Files.readAllBytes(file);
    }

    static List<byte[]> files() {
        return List.of(picture, sound);
    }

    @ParameterizedTest
    @MethodSource("files")
    void cutAnywhere(byte[] file) {
        int headers = firstPayload(file);
        attempts(channel -> {
            for (int length = 0; length < file.length; length += length < headers ? 1 : 7) {
                attempt(channel, Arrays.copyOf(file, length));
            }
        });
        assertThat(reasons).contains(Mp4Exception.Reason.EMPTY, Mp4Exception.Reason.TRUNCATED);
    }

    @ParameterizedTest
    @MethodSource("files")
    void anyHeaderByteChanged(byte[] file) {
        int headers = firstPayload(file);
        attempts(channel -> {
            byte[] changed = file.clone();
            for (int at = 0; at < headers; at++) {
                for (int value : new int[] {0, 0x7F, 0xFF}) {
                    changed[at] = (byte) value;
                    attempt(channel, changed);
                }
                changed[at] = file[at];
            }
        });
        assertThat(reasons).contains(Mp4Exception.Reason.MALFORMED, Mp4Exception.Reason.UNSUPPORTED);
        assertThat(accepted).as("changes that do no harm").isPositive();
    }

    @ParameterizedTest
    @MethodSource("files")
    void manyBytesChanged(byte[] file) {
        int headers = firstPayload(file);
        Random random = new Random(20261122);
        attempts(channel -> {
            for (int round = 0; round < 1000; round++) {
                byte[] changed = file.clone();
                for (int i = random.nextInt(8); i >= 0; i--) {
                    changed[random.nextInt(headers)] = (byte) random.nextInt(256);
                }
                attempt(channel, changed);
            }
        });
        assertThat(reasons).contains(Mp4Exception.Reason.MALFORMED);
    }

    @ParameterizedTest
    @MethodSource("files")
    void anyFourBytesAreAnExtremeNumber(byte[] file) {
        int headers = firstPayload(file);
        attempts(channel -> {
            for (int at = 0; at + 4 <= headers; at++) {
                for (int value : new int[] {0, 1, Integer.MAX_VALUE, -1}) {
                    byte[] changed = file.clone();
                    ByteBuffer.wrap(changed).putInt(at, value);
                    attempt(channel, changed);
                }
            }
        });
        assertThat(reasons).contains(Mp4Exception.Reason.MALFORMED, Mp4Exception.Reason.TRUNCATED);
    }

    @Test
    void noiseAndText() {
        attempts(channel -> {
            Random random = new Random(1);
            for (int round = 0; round < 200; round++) {
                byte[] noise = new byte[random.nextInt(4096)];
                random.nextBytes(noise);
                attempt(channel, noise);
            }
            attempt(channel, "ffconcat version 1.0\nfile /etc/passwd\n".getBytes(StandardCharsets.US_ASCII));
        });
        assertThat(accepted).isZero();
    }

    @Test
    void aBoxLargerThanMemoryIsNotLoaded() throws IOException {
        Path file = folder.resolve("sparse.mp4");
        try (FileChannel channel = open(file)) {
            channel.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 'm', 'o', 'o', 'v', 0, 0, 0, 8, 0, 0, 0, 0}));
            channel.write(ByteBuffer.wrap(new byte[1]), (8L << 32) - 1);

            assertReason(channel, Mp4Exception.Reason.MALFORMED);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void sixtyFourBitSizesAreUnderstood() throws IOException {
        int moov = find(picture, "moov");
        ByteBuffer longer = ByteBuffer.allocate(picture.length + 16);
        longer.put(picture, 0, moov);
        longer.putInt(1).put(new byte[] {'f', 'r', 'e', 'e'}).putLong(16);
        longer.put(picture, moov, picture.length - moov);

        assertThat(attempt(longer.array())).isTrue();
    }

    @Test
    void aMillionSamplesWithoutBytesAreRefused() throws IOException {
        // The first run claims 2^31 - 1 samples and no column of its own; the default size is 0.
        byte[] changed = picture.clone();
        int tfhd = find(changed, "tfhd");
        int trun = find(changed, "trun");
        ByteBuffer data = ByteBuffer.wrap(changed);
        data.putInt(tfhd + 8, 0x2_0000).putInt(trun + 8, 0).putInt(trun + 12, Integer.MAX_VALUE);

        assertThat(attempt(changed)).isFalse();
    }

    private boolean attempt(byte[] bytes) throws IOException {
        try (FileChannel channel = open(folder.resolve("attempt.mp4"))) {
            return attempt(channel, bytes);
        }
    }

    private void attempts(Attack attack) {
        assertTimeoutPreemptively(LIMIT, () -> {
            try (FileChannel channel = open(folder.resolve("attempt.mp4"))) {
                attack.run(channel);
            }
        });
    }

    /** Whether the bytes are accepted; any other outcome than that or a refusal fails the test. */
    private boolean attempt(FileChannel channel, byte[] bytes) throws IOException {
        channel.truncate(bytes.length).write(ByteBuffer.wrap(bytes), 0);
        Sink sink = new Sink();
        try {
            RewrittenTrack track = FragmentRewriter.rewrite(channel, sink, order());
            assertThat(sink.written
                            == track.segments().stream()
                                    .mapToLong(RewrittenTrack.Segment::length)
                                    .sum())
                    .isTrue();
            accepted++;
            return true;
        } catch (Mp4Exception refusal) {
            reasons.add(refusal.reason());
            return false;
        } finally {
            assertThat(sink.written < 20L * bytes.length + 1000).isTrue();
        }
    }

    private static void assertReason(FileChannel channel, Mp4Exception.Reason reason) {
        assertThatThrownBy(() -> FragmentRewriter.rewrite(channel, new Sink(), order()))
                .isInstanceOfSatisfying(
                        Mp4Exception.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private static CutOrder order() {
        return new CutOrder(
                new CutPoints.Grid(12800), new Placement.Shift(0), OptionalLong.empty(), 0, OptionalInt.empty());
    }

    /** Everything up to the first media data. */
    private static int firstPayload(byte[] file) {
        return find(file, "mdat") + 8;
    }

    /** Where the box of this type begins. */
    private static int find(byte[] file, String type) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        return text.indexOf(type) - 4;
    }
}
