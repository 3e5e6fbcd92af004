package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import tv.sluice.Api;
import tv.sluice.Clips;

/** A video as a player gets it: over HTTP from the segment endpoint, without a key. */
record PublishedVideo(Api viewer, URI hls) {
    private static final double SEGMENT_SECONDS = 4;
    private static final double SAME_TIME = 0.001;

    /** Gives the video a public playback id. */
    static PublishedVideo publish(Api api, String videoId) {
        HttpResponse<byte[]> created =
                api.post("/v1/playback-ids", "{\"videoId\":\"" + videoId + "\",\"policy\":\"PUBLIC\"}");
        expect(created, 201);
        return new PublishedVideo(
                api.anonymous(), URI.create(Api.json(created).at("/urls/hls").asText()));
    }

    /** Fetches the playlists and every segment that they name. */
    void play() {
        for (URI playlist : playlists()) {
            List<String> segments = segments(playlist);
            assertThat(segments).isNotEmpty();
            segments.forEach(
                    segment -> expect(viewer.get(playlist.resolve(segment).toString()), 200));
        }
    }

    /** Fails unless every picture size has the frames of the source, each once, at its time, in segments that follow each other. */
    void assertShowsEachFrameOnce(Path source) {
        List<Double> wanted = frameTimes(source.toString());
        List<URI> pictures = playlists().stream()
                .filter(playlist -> playlist.getPath().contains("/v"))
                .toList();
        assertThat(pictures).isNotEmpty();
        for (URI picture : pictures) {
            assertSegmentsFollowEachOther(picture, wanted.getLast());
            String complaints = Clips.run(List.of(
                    Clips.ffmpeg(),
                    "-v",
                    "error",
                    "-xerror",
                    "-err_detect",
                    "explode",
                    "-i",
                    picture.toString(),
                    "-f",
                    "null",
                    "-"));
            assertThat(complaints).as("what FFmpeg says to %s", picture).isEmpty();
            assertSameTimes(frameTimes(picture.toString()), wanted, picture);
        }
    }

    private void assertSegmentsFollowEachOther(URI playlist, double lastFrame) {
        int expected = (int) Math.floor(lastFrame / SEGMENT_SECONDS) + 1;
        assertThat(segments(playlist))
                .as("segments of %s", playlist)
                .containsExactlyElementsOf(IntStream.range(0, expected)
                        .mapToObj(number -> number + ".m4s")
                        .toList());
        assertThat(text(playlist)).contains("#EXT-X-ENDLIST").doesNotContain("#EXT-X-DISCONTINUITY", "#EXT-X-GAP");
    }

    private static void assertSameTimes(List<Double> times, List<Double> wanted, URI picture) {
        assertThat(times).as("frames of %s", picture).hasSameSizeAs(wanted);
        for (int i = 0; i < times.size(); i++) {
            assertThat(times.get(i))
                    .as("time of frame %d of %s", i, picture)
                    .isCloseTo(wanted.get(i), org.assertj.core.api.Assertions.within(SAME_TIME));
        }
    }

    /** Presentation times of all frames as decoded, in seconds since the first. */
    private static List<Double> frameTimes(String url) {
        List<Double> times = Clips.run(List.of(
                        Clips.ffprobe(),
                        "-v",
                        "error",
                        "-select_streams",
                        "v:0",
                        "-show_entries",
                        "frame=pts_time",
                        "-of",
                        "default=noprint_wrappers=1:nokey=1",
                        url))
                .lines()
                .map(Double::valueOf)
                .toList();
        assertThat(times).as("frames of %s", url).isNotEmpty();
        return times.stream().map(time -> time - times.getFirst()).toList();
    }

    /** The playlists of all renditions, pictures and sound. */
    private List<URI> playlists() {
        return text(hls)
                .replaceAll("#EXT-X-MEDIA:.*URI=\"([^\"]+)\"", "$1")
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> hls.resolve(line.split(",")[0]))
                .distinct()
                .toList();
    }

    private List<String> segments(URI playlist) {
        return text(playlist)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }

    private String text(URI playlist) {
        HttpResponse<byte[]> answer = viewer.get(playlist.toString());
        expect(answer, 200);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
