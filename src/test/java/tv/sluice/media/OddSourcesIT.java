package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that are unusual but sound: each is read for what it is, and comes out whole. */
class OddSourcesIT {
    private static final String SOUND = "-f lavfi -i sine=d=5 ";
    private static final String H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p ";

    @TempDir
    Path folder;

    private MediaFixture media;

    @BeforeEach
    void open() {
        media = new MediaFixture(folder);
    }

    /** What came out: the plan, and the joined file of one small size. */
    private record Result(SourceInfo info, ChunkPlan plan, Path file, long frames) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.mp4 -c:v libx264 -c:a aac",
                "a.mov -c:v mjpeg -c:a pcm_s16le",
                "a.mkv -c:v libx264 -c:a libopus",
                "a.webm -c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus",
                "a9.webm -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus",
                "av1.mp4 -c:v libaom-av1 -usage realtime -cpu-used 8 -c:a aac",
                "a.ts -c:v libx264 -c:a aac",
                "a2.ts -c:v mpeg2video -c:a mp2",
                "a.flv -c:v libx264 -c:a aac",
                "old.flv -c:v flv -c:a libmp3lame -ar 44100",
                "a.wmv -c:v wmv2 -c:a wmav2",
                "a.avi -c:v mjpeg -c:a pcm_s16le",
                "hevc.mp4 -c:v libx265 -preset ultrafast -x265-params log-level=error -tag:v hvc1 -c:a ac3",
                "fragmented.mp4 -c:v libx264 -c:a aac -movflags +frag_keyframe+empty_moov",
                "pro.mov -c:v prores_ks -c:a pcm_s24le",
                "a.ogv -c:v libvpx -c:a libopus -f ogg"
            })
    void containersAndCodecs(String made) throws Exception {
        String[] parts = made.split(" ", 2);
        Result result = process("testsrc2=s=160x120:r=25:d=5", SOUND, parts[0], parts[1] + " -pix_fmt +");
        assertThat(result.plan().timeline().regenerated()).isFalse();
        assertThat(result.frames()).isEqualTo(125);
        assertThat(result.plan().duration()).isCloseTo(5, within(0.05));
        assertThat(Objects.requireNonNull(result.info().audio()).channels()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reordered.avi -c:v mpeg4 -bf 2 -c:a libmp3lame",
                "h264.avi -c:v libx264 -bf 2 -c:a libmp3lame",
                "program.mpg -c:v mpeg2video -bf 2 -c:a mp2"
            })
    void containersThatDoNotTellWhenAFrameIsShown(String made) throws Exception {
        String[] parts = made.split(" ", 2);
        Result result = process("testsrc2=s=160x120:r=25:d=5", SOUND, parts[0], parts[1]);
        assertThat(result.plan().timeline().regenerated()).isTrue();
        assertThat(result.plan().chunks()).hasSize(1);
        assertThat(result.frames()).isBetween(125L, 127L);
        assertThat(result.plan().duration()).isCloseTo(5, within(0.2));
    }

    @ParameterizedTest
    @CsvSource({
        "24000/1001, 120, 24000/1001",
        "25, 125, 25/1",
        "30000/1001, 150, 30000/1001",
        "50, 250, 50/1",
        "60000/1001, 300, 60000/1001",
        "120, 300, 60/1",
        "100, 250, 50/1",
        "1, 5, 1/1"
    })
    void frameRates(String rate, long frames, String kept) throws Exception {
        Result result = process("testsrc2=s=160x120:r=" + rate + ":d=5", SOUND, "rate.mp4", H264 + "-c:a aac");
        assertThat(result.frames()).isEqualTo(frames);
        assertThat(result.plan().timeline().frameRate()).hasToString(kept);
        assertThat(result.plan().duration()).isCloseTo(5, within(0.01));
    }

    @Test
    void twiceTooManyFramesInACrudeClockStayEvenlySpaced() throws Exception {
        Result result = process("testsrc2=s=160x120:r=120:d=9", "", "fast.mkv", H264);
        List<Long> times = media.framesSinceFirst(result.file());
        assertThat(times).hasSize(540);
        assertThat(result.plan().chunks()).hasSize(3);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1))
                    .as("milliseconds before frame %d", i)
                    .isBetween(16L, 17L);
        }
    }

    @Test
    void variableFrameRate() throws Exception {
        Result result = process(
                "testsrc2=s=160x120:r=30:d=9",
                "",
                "vfr.mkv",
                "-vf select='lt(mod(n\\,90)\\,30)+not(mod(n\\,7))' -fps_mode vfr " + H264);
        assertThat(result.frames())
                .isEqualTo(media.frameTimes(folder.resolve("vfr.mkv")).size());
        assertThat(result.plan().timeline().timescale()).isEqualTo(1000);
    }

    @Test
    void aStillThatIsShownForMinutes() throws Exception {
        Result result = process("testsrc2=s=160x120:r=1/50:d=200", "", "slides.mp4", H264);
        assertThat(result.frames()).isEqualTo(4);
        assertThat(result.plan().chunks()).hasSize(4);
        assertThat(result.plan().duration()).isEqualTo(200);
    }

    @Test
    void aTenthOfASecond() throws Exception {
        Result result = process("testsrc2=s=160x120:r=30:d=0.1", "", "short.mp4", H264);
        assertThat(result.frames()).isEqualTo(3);
        assertThat(result.plan().duration()).isCloseTo(0.1, within(0.001));
        assertThat(result.info().audio()).isNull();
    }

    @Test
    void aSingleFrame() throws Exception {
        Result result = process("testsrc2=s=160x120:r=30:d=0.02", "", "single.mp4", H264);
        assertThat(result.frames()).isEqualTo(1);
    }

    @Test
    void oddSides() throws Exception {
        Path odd = media.make(
                "odd.mkv",
                "-f lavfi -i testsrc2=s=200x200:r=25:d=1 -vf format=yuv444p,crop=161:121 -c:v ffv1 -pix_fmt yuv444p");
        VideoTrack track = Objects.requireNonNull(media.probe.probe(odd).video());
        assertThat(track).extracting(VideoTrack::width, VideoTrack::height).containsExactly(161, 121);
        assertThat(process(odd).frames()).isEqualTo(25);
    }

    @ParameterizedTest
    @CsvSource({"90, 90, 160, 270", "180, 160, 90, 180", "-90, 90, 160, 90", "0, 160, 90, 0"})
    void aTurnedPhone(int turned, int width, int height, int clockwise) throws Exception {
        // The left half is white.
        Path plain = media.make("plain.mp4", "-f lavfi -i color=white:s=80x90:r=25:d=1,pad=160:90 " + H264);
        Path phone = media.make("phone.mp4", "-display_rotation " + turned + " -i " + plain + " -c copy");
        VideoTrack track = Objects.requireNonNull(media.probe.probe(phone).video());
        assertThat(track)
                .extracting(VideoTrack::width, VideoTrack::height, VideoTrack::rotation)
                .containsExactly(width, height, clockwise);
        Result result = process(phone, MediaFixture.rung("v", width, height));
        Path out = media.make("turned.gray", "-i " + result.file() + " -frames:v 1 -pix_fmt gray -f rawvideo");
        byte[] pixels = Files.readAllBytes(out);
        assertThat(pixels)
                .as("the encoded picture is upright, and not turned again")
                .hasSize(width * height);
        int topLeft = pixels[5 * width + 5] & 0xff;
        int topRight = pixels[5 * width + width - 5] & 0xff;
        assertThat(topLeft > 128).isEqualTo(clockwise == 0 || clockwise == 90);
        assertThat(topRight > 128).isEqualTo(clockwise == 180 || clockwise == 90);
    }

    @Test
    void pixelsThatAreNotSquare() throws Exception {
        Path wide = media.make("wide.mp4", "-f lavfi -i testsrc2=s=720x576:r=25:d=1 -vf setsar=64/45 " + H264);
        VideoTrack track = Objects.requireNonNull(media.probe.probe(wide).video());
        assertThat(track).extracting(VideoTrack::width, VideoTrack::height).containsExactly(1024, 576);
    }

    @Test
    void clocksThatDoNotStartAtZero() throws Exception {
        Path late =
                media.make("late.ts", "-f lavfi -i testsrc2=s=160x120:r=25:d=9 " + H264 + "-output_ts_offset 90000");
        Result result = process(late);
        assertThat(result.frames()).isEqualTo(225);
        assertThat(result.plan().duration()).isCloseTo(9, within(0.001));
        // 26.5 hours after zero the clock of a transport stream starts again.
        Path wrapped =
                media.make("wrap.ts", "-f lavfi -i testsrc2=s=160x120:r=25:d=9 " + H264 + "-output_ts_offset 95440");
        assertThat(process(wrapped).frames()).isEqualTo(225);
    }

    @Test
    void aClockThatStartsBelowZero() throws Exception {
        Path early = media.make(
                "early.mp4",
                "-itsoffset -3 -f lavfi -i testsrc2=s=160x120:r=25:d=9 " + H264
                        + "-copyts -avoid_negative_ts disabled");
        Result result = process(early);
        assertThat(result.frames()).isEqualTo(media.frameTimes(early).size()).isGreaterThan(100);
        assertThat(result.plan().duration()).isCloseTo(result.frames() / 25.0, within(0.01));
    }

    @Test
    void anEditListThatHidesTheBeginning() throws Exception {
        Path whole = media.make("all.mp4", "-f lavfi -i testsrc2=s=160x120:r=25:d=9 -g 100 " + H264);
        Path cut = media.make("cut.mp4", "-ss 2.5 -i " + whole + " -c copy");
        Result result = process(cut);
        assertThat(media.frameTimes(cut)).hasSize((int) result.frames());
        assertThat(result.plan().duration()).isCloseTo(6.5, within(0.05));
    }

    @Test
    void interlacedFields() throws Exception {
        Path fields = media.make(
                "fields.ts",
                "-f lavfi -i testsrc2=s=320x240:r=50:d=5 -vf tinterlace=interleave_top,fieldorder=tff -c:v mpeg2video -flags +ilme+ildct");
        Result result = process(fields);
        assertThat(Objects.requireNonNull(result.info().video()).interlaced()).isTrue();
        assertThat(result.frames()).isEqualTo(125);
    }

    @Test
    void manyBitsAndWideColours() throws Exception {
        Path wide = media.make(
                "hdr.mkv",
                "-f lavfi -i testsrc2=s=160x120:r=25:d=2 -vf format=yuv420p10le,setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc"
                        + " -c:v libx265 -preset ultrafast -x265-params log-level=error:hdr10=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc");
        Result result = process(wide);
        assertThat(media.ffprobe(
                                "-show_entries",
                                "stream=pix_fmt,color_space,color_transfer,color_range",
                                "-of",
                                "csv=p=0",
                                result.file().toString())
                        .strip())
                .isEqualTo("yuv420p,tv,bt709,bt709");
        assertThat(result.frames()).isEqualTo(50);
    }

    @Test
    void aSizeThatChangesOnTheWay() throws Exception {
        Path small = media.make("small.ts", "-f lavfi -i testsrc2=s=160x120:r=25:d=6 " + H264);
        Path large = media.make("large.ts", "-f lavfi -i testsrc2=s=320x240:r=25:d=6 " + H264 + "-output_ts_offset 6");
        Path both = folder.resolve("both.ts");
        Files.write(both, Files.readAllBytes(small));
        Files.write(both, Files.readAllBytes(large), StandardOpenOption.APPEND);
        assertThat(process(both).frames()).isEqualTo(300);
    }

    @Test
    void aClockThatJumps() throws Exception {
        Path one = media.make("one.ts", "-f lavfi -i testsrc2=s=160x120:r=25:d=6 " + H264);
        Path other =
                media.make("other.ts", "-f lavfi -i testsrc2=s=160x120:r=25:d=6 " + H264 + "-output_ts_offset 7000");
        Path both = folder.resolve("jump.ts");
        Files.write(both, Files.readAllBytes(other));
        Files.write(both, Files.readAllBytes(one), StandardOpenOption.APPEND);
        Result result = process(both);
        assertThat(result.plan().timeline().regenerated()).isTrue();
        assertThat(result.frames()).isBetween(290L, 310L);
    }

    @Test
    void aHoleOfDamage() throws Exception {
        Path whole = media.make("sound.ts", "-f lavfi -i testsrc2=s=320x240:r=25:d=20 -g 50 " + H264);
        byte[] bytes = Files.readAllBytes(whole);
        Arrays.fill(bytes, bytes.length / 2 - 40_000, bytes.length / 2, (byte) 0);
        Path damaged = Files.write(folder.resolve("damaged.ts"), bytes);
        Result result = process(damaged);
        assertThat(result.frames()).isBetween(450L, 495L);
        assertThat(result.plan().duration()).isCloseTo(20, within(0.1));
    }

    @Test
    void aSongWithItsCover() throws Exception {
        Path cover = media.make("cover.png", "-f lavfi -i testsrc2=s=300x300:d=1 -frames:v 1");
        Path song = media.make(
                "song.mp3",
                "-f lavfi -i sine=d=5 -i " + cover
                        + " -map 0 -map 1 -c:v copy -disposition:v attached_pic -c:a libmp3lame");
        SourceInfo info = media.probe.probe(song);
        assertThat(info.video()).isNull();
        assertThat(info.duration()).isCloseTo(5, within(0.1));
    }

    @Test
    void subtitlesAndDataBesideThePicture() throws Exception {
        Path words = Files.writeString(folder.resolve("w.srt"), "1\n00:00:00,000 --> 00:00:04,000\nHello\n");
        Path movie = media.make(
                "words.mkv", "-f lavfi -i testsrc2=s=160x120:r=25:d=5 -i " + words + " -map 0 -map 1 " + H264);
        assertThat(process(movie).frames()).isEqualTo(125);
    }

    private Result process(String picture, String sound, String name, String options) throws Exception {
        return process(media.make(name, "-f lavfi -i " + picture + " " + sound + options.replace(" -pix_fmt +", "")));
    }

    private Result process(Path source) throws Exception {
        return process(source, MediaFixture.rung("v", 96, 64));
    }

    private Result process(Path source, VideoRung rung) throws Exception {
        SourceInfo info = media.probe.probe(source);
        ChunkPlan plan = media.plan(source, 1);
        List<EncodedRendition> chunks = media.encode(source, plan, List.of(rung), "v/odd").stream()
                .map(List::getFirst)
                .toList();
        assertThat(chunks.stream().map(EncodedRendition::initDigest).distinct()).hasSize(1);
        Path file = media.join("out.mp4", chunks);
        media.decodeStrictly(file);
        double table = chunks.stream()
                        .flatMap(c -> c.chunk().durations().stream())
                        .mapToLong(Long::longValue)
                        .sum()
                / (double) plan.timeline().timescale();
        if (!plan.timeline().regenerated()) {
            assertThat(table).isCloseTo(plan.duration(), within(0.0011));
        }
        return new Result(info, plan, file, media.frameTimes(file).size());
    }
}
