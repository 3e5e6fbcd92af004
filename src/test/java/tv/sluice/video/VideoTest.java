package tv.sluice.video;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    private final Video video =
            new Video("vid_x", "ten_x", new VideoDraft("Harbour", "At dawn", "cms-1", PlaybackPolicy.SIGNED), NOON);

    @ParameterizedTest
    @CsvSource({
        "WAITING,PROCESSING,true",
        "WAITING,ERRORED,true",
        "WAITING,READY,false",
        "WAITING,WAITING,false",
        "PROCESSING,READY,true",
        "PROCESSING,ERRORED,true",
        "PROCESSING,WAITING,false",
        "READY,ERRORED,false",
        "READY,PROCESSING,false",
        "ERRORED,PROCESSING,false",
        "ERRORED,READY,false"
    })
    void statesFollowEachOther(VideoState from, VideoState to, boolean allowed) {
        assertThat(from.mayBecome(to)).isEqualTo(allowed);
    }

    @Test
    void goesFromWaitingToReady() {
        assertThat(video.state()).isEqualTo(VideoState.WAITING);
        video.arrived(SourceFile.of("a.mp4", 7), LATER);
        assertThat(video.state()).isEqualTo(VideoState.PROCESSING);
        video.advance(progress(false, true, 40), LATER);
        assertThat(video.playable()).isTrue();
        assertThat(video.state()).isEqualTo(VideoState.PROCESSING);
        video.advance(progress(true, true, 99), LATER);
        assertThat(video.state()).isEqualTo(VideoState.READY);
        assertThat(video.progress()).isEqualTo(100);
        assertThat(video.updatedAt()).isEqualTo(LATER);
        assertThat(video.source()).isEqualTo(new SourceFile("a.mp4", 7, "mov,mp4", "h264", "aac"));
    }

    @Test
    void progressNeverFallsAndStaysWithinAHundred() {
        video.arrived(SourceFile.of(null, 7), LATER);
        video.advance(progress(false, false, 40), LATER);
        video.advance(progress(false, false, 30), LATER);
        assertThat(video.progress()).isEqualTo(40);
        video.advance(progress(false, false, 130), LATER);
        assertThat(video.progress()).isEqualTo(100);
    }

    @Test
    void whatAReportDoesNotKnowStays() {
        video.arrived(SourceFile.of(null, 7), LATER);
        video.advance(progress(false, true, 10), LATER);
        video.advance(new VideoProgress(false, false, 20, null, null, null, null, null, null), LATER);
        assertThat(video.duration()).isEqualTo(10.5);
        assertThat(video.width()).isEqualTo(1920);
        assertThat(video.playable()).isTrue();
        assertThat(video.renditions()).hasSize(1);
    }

    @Test
    void lateReportsChangeNothing() {
        video.arrived(SourceFile.of(null, 7), LATER);
        video.fail("source_not_media", "This is not a video.", LATER);
        video.advance(progress(true, true, 100), LATER);
        video.fail("other", "Other.", LATER);
        assertThat(video.state()).isEqualTo(VideoState.ERRORED);
        assertThat(video.errorCode()).isEqualTo("source_not_media");
        assertThat(video.playable()).isFalse();
    }

    @Test
    void aLongMessageIsCut() {
        video.fail("source_not_media", "x".repeat(600), LATER);
        assertThat(video.errorMessage()).hasSize(500);
    }

    @Test
    void onlyPeoplesChangesCountAsVersions() throws IOException {
        video.arrived(SourceFile.of(null, 7), LATER);
        video.advance(progress(false, true, 40), LATER);
        video.name(List.of(new PlaybackName("pbk_x", PlaybackPolicy.PUBLIC, NOON)), LATER);
        assertThat(video.version()).isEqualTo(1);
        video.describe(VideoChange.of(video, json("{\"title\":\"Port\"}")), LATER);
        assertThat(video.version()).isEqualTo(2);
    }

    /** RFC 7396: absent stays, null clears, a value replaces. */
    @Test
    void mergePatch() throws IOException {
        VideoChange change = VideoChange.of(video, json("{\"title\":\"Port\",\"description\":null}"));
        assertThat(change).isEqualTo(new VideoChange("Port", null, "cms-1"));
        assertThat(change.isNoneOf(video)).isFalse();
        assertThat(VideoChange.of(video, json("{}")).isNoneOf(video)).isTrue();
        assertThat(VideoChange.of(video, json("{\"title\":\"Harbour\"}")).isNoneOf(video))
                .isTrue();
    }

    @Test
    void jsonColumnsKeepWhatTheyAreGiven() {
        RenditionsColumn renditions = new RenditionsColumn();
        List<VideoRendition> list = List.of(rendition());
        assertThat(renditions.convertToEntityAttribute(renditions.convertToDatabaseColumn(list)))
                .isEqualTo(list);
        PlaybackNamesColumn names = new PlaybackNamesColumn();
        List<PlaybackName> two = List.of(new PlaybackName("pbk_x", PlaybackPolicy.PUBLIC, NOON.plusNanos(1000)));
        assertThat(names.convertToEntityAttribute(names.convertToDatabaseColumn(two)))
                .isEqualTo(two);
        SourceFileColumn source = new SourceFileColumn();
        assertThat(source.convertToDatabaseColumn(null)).isNull();
        assertThat(source.convertToEntityAttribute("{\"size\":7,\"fromTheFuture\":1}"))
                .isEqualTo(SourceFile.of(null, 7));
    }

    private static VideoProgress progress(boolean ready, boolean playable, double percent) {
        SourceFormat format = new SourceFormat("mov,mp4", "h264", "aac");
        return new VideoProgress(ready, playable, percent, 10.5, 1920, 1080, 25.0, format, List.of(rendition()));
    }

    private static VideoRendition rendition() {
        return new VideoRendition(
                "v720-abcd", VideoRendition.Kind.VIDEO, "avc1.64001f", 1280, 720, 25.0, 3_000_000, 2_000_000, null);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
