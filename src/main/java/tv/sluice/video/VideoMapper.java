package tv.sluice.video;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.Fault;
import tv.sluice.api.model.PlaybackId;
import tv.sluice.api.model.PlaybackUrls;
import tv.sluice.api.model.Rendition;
import tv.sluice.api.model.Source;
import tv.sluice.api.model.VideoPage;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.journal.DeliveryLinks;
import tv.sluice.platform.journal.StateJson;
import tv.sluice.platform.web.Page;

/** Between the contract's shapes of a video and ours. */
public final class VideoMapper {
    private VideoMapper() {}

    /**
     * What a new video is to be, as the contract has it.
     *
     * @param usual the tenant's default playback policy, or null
     */
    public static VideoDraft draft(tv.sluice.api.model.@Nullable VideoDraft draft, @Nullable String usual) {
        PlaybackPolicy byDefault = usual == null ? PlaybackPolicy.SIGNED : PlaybackPolicy.valueOf(usual);
        if (draft == null) {
            return new VideoDraft(null, null, null, byDefault);
        }
        tv.sluice.api.model.PlaybackPolicy policy = draft.getPlaybackPolicy();
        return new VideoDraft(
                draft.getTitle(),
                draft.getDescription(),
                draft.getExternalId(),
                policy == null ? byDefault : PlaybackPolicy.valueOf(policy.name()));
    }

    /**
     * A playback id as the contract has it, with URLs if it is public.
     *
     * @param delivery base URL of the segment endpoint
     */
    public static PlaybackId playbackId(PlaybackName name, String videoId, String delivery) {
        return new PlaybackId()
                .id(name.id())
                .videoId(videoId)
                .policy(tv.sluice.api.model.PlaybackPolicy.valueOf(name.policy().name()))
                .urls(name.policy() == PlaybackPolicy.PUBLIC ? urls(delivery + "/p/" + name.id()) : null)
                .createdAt(name.createdAt());
    }

    /** What players are given; {@code base} is all that stands before the files' names. */
    public static PlaybackUrls urls(String base) {
        return new PlaybackUrls()
                .hls(base + "/index.m3u8")
                .dash(base + "/manifest.mpd")
                .poster(base + "/poster.jpg")
                .thumbnail(base + "/thumbnail.jpg");
    }

    static VideoPage page(Page<Video> page, String delivery) {
        return new VideoPage()
                .items(page.items().stream()
                        .map(video -> video(video, delivery))
                        .toList())
                .nextCursor(page.nextCursor());
    }

    static tv.sluice.api.model.Video video(Video video, String delivery) {
        return new tv.sluice.api.model.Video()
                .id(video.id())
                .externalId(video.externalId())
                .title(video.title())
                .description(video.description())
                .state(tv.sluice.api.model.VideoState.valueOf(video.state().name()))
                .playable(video.playable())
                .progress(decimal(video.progress()))
                .error(fault(video))
                .duration(decimal(video.duration()))
                .width(video.width())
                .height(video.height())
                .frameRate(decimal(video.frameRate()))
                .source(source(video.source()))
                .playbackIds(video.playbackIds().stream()
                        .map(name -> playbackId(name, video.id(), delivery))
                        .toList())
                .renditions(
                        video.renditions().stream().map(VideoMapper::rendition).toList())
                .expiresAt(video.expiresAt())
                .createdAt(video.createdAt())
                .updatedAt(video.updatedAt());
    }

    /** What the video's GET answers, for the journal. */
    static JsonNode json(Video video) {
        return StateJson.of(video(video, DeliveryLinks.PLACEHOLDER));
    }

    static @Nullable VideoState state(tv.sluice.api.model.@Nullable VideoState state) {
        return state == null ? null : VideoState.valueOf(state.name());
    }

    /** A problem within an answer; the same as it would be as an answer. */
    static tv.sluice.api.model.Problem problem(ProblemException problem, String requestId) {
        return new tv.sluice.api.model.Problem()
                .type("urn:sluice:problem:" + problem.type().code())
                .title(problem.type().title())
                .status(problem.type().status())
                .detail(problem.detail())
                .code(problem.type().code())
                .culprit(tv.sluice.api.model.Problem.CulpritEnum.fromValue(
                        problem.type().culprit().name().toLowerCase(Locale.ROOT)))
                .errors(problem.errors().stream()
                        .map(error -> new tv.sluice.api.model.ProblemError()
                                .pointer(error.pointer())
                                .code(error.code())
                                .message(error.message()))
                        .toList())
                .requestId(requestId);
    }

    /** A query parameter that is an instant; the contract has checked its form, but not whether there is such a day. */
    static @Nullable Instant instant(String parameter, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(
                    "query:" + parameter,
                    "bad_format",
                    "Got " + text + ", expected an instant, e.g. 2026-01-31T09:30:00Z.");
        }
    }

    private static @Nullable Fault fault(Video video) {
        return video.errorCode() == null
                ? null
                : new Fault().code(video.errorCode()).message(video.errorMessage());
    }

    private static @Nullable Source source(@Nullable SourceFile file) {
        return file == null
                ? null
                : new Source()
                        .filename(file.filename())
                        .size(file.size())
                        .container(file.container())
                        .videoCodec(file.videoCodec())
                        .audioCodec(file.audioCodec());
    }

    private static Rendition rendition(VideoRendition rendition) {
        return new Rendition()
                .id(rendition.id())
                .kind(Rendition.KindEnum.valueOf(rendition.kind().name()))
                .codecs(rendition.codecs())
                .width(rendition.width())
                .height(rendition.height())
                .frameRate(decimal(rendition.frameRate()))
                .bandwidth(rendition.bandwidth())
                .averageBandwidth(rendition.averageBandwidth())
                .size(rendition.size());
    }

    /** Milliseconds, thousandths of a frame or of a per cent are precise enough. */
    private static @Nullable BigDecimal decimal(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        BigDecimal exact =
                BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
        // A hundred is 100 and not 1E+2, which is the same number but not what anybody expects to read.
        return exact.scale() < 0 ? exact.setScale(0, RoundingMode.UNNECESSARY) : exact;
    }
}
