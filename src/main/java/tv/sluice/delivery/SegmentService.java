package tv.sluice.delivery;

import java.net.InetAddress;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.cmaf.ObjectRegion;
import tv.sluice.cmaf.PicturePack;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.playback.token.PlaybackPointer;

/** Answers requests: lets them in or not, finds the video's presentation, and picks the text or the bytes. Waits for nothing. */
final class SegmentService {
    private static final Logger LOG = Logger.getLogger(SegmentService.class);
    private static final int RETRY_NOT_READY = 2;
    private static final int RETRY_FULL = 10;
    private static final int RETRY_STOPPED = 60;
    private static final Answer UNKNOWN_ID =
            new Answer.Problem(ProblemType.NOT_FOUND, "There is no such public playback id.");
    private static final Answer NO_SUCH_FILE = new Answer.Problem(ProblemType.NOT_FOUND, "The video has no such file.");
    private static final Answer NO_PICTURES = new Answer.Problem(ProblemType.NOT_FOUND, "The video has no pictures.");
    private static final Answer REFUSED = new Answer.Problem(
            DeliveryProblems.REFUSED, "A valid token for this playback id is needed. Ask for a new one.");
    private static final Answer NOT_READY = new Answer.Problem(
            DeliveryProblems.NOT_READY,
            "Nothing of this video can be played yet: it is being encoded, or its encoding has failed.",
            RETRY_NOT_READY);
    private static final Answer STOPPED =
            new Answer.Problem(DeliveryProblems.STOPPED, "The owner of this video is suspended.", RETRY_STOPPED);
    private static final Answer FULL = new Answer.Problem(
            DeliveryProblems.FULL,
            "The limit concurrentViewers of the video's owner is reached. Try again when somebody has stopped watching.",
            RETRY_FULL);
    private static final Answer THROTTLED = new Answer.Problem(
            DeliveryProblems.TOO_MANY_FAILURES, "Present a token that is valid, or try again shortly.", 1);

    private static final Answer GONE = new Answer.Problem(ProblemType.NOT_FOUND, "The video was deleted.");
    private static final Answer OVERLOADED =
            new Answer.Problem(DeliveryProblems.OVERLOADED, "Too much is being asked at once. Try again shortly.", 1);
    private static final Answer BROKEN = new Answer.Problem(
            ProblemType.INTERNAL, "The failure has been logged. Nothing in the request needs to change.");

    private final FailureLog failures = new FailureLog(LOG, "A request was answered with 500");
    private final AdmissionDesk desk;
    private final StoredRecords<Presentation> presentations;
    private final RegionCache regions;
    private final StorageWorker worker;
    private final InstantSource clock;
    private final Duration grace;

    SegmentService(AdmissionDesk desk, Stores stores, InstantSource clock, Duration grace) {
        this.desk = desk;
        this.presentations = stores.presentations();
        this.regions = stores.regions();
        this.worker = stores.worker();
        this.clock = clock;
        this.grace = grace;
    }

    /** The answer, which the caller must send or release. */
    CompletableFuture<Answer> answer(Target target, InetAddress remote) {
        return switch (target) {
            case Target.Unknown() ->
                done(new Answer.Problem(ProblemType.NOT_FOUND, "There is nothing at this path on this port."));
            case Target.Refused() -> done(REFUSED);
            case Target.Malformed(FieldError error) -> done(Answer.Problem.of(error));
            case Target.Resource resource ->
                desk.admit(resource, remote)
                        .thenCompose(admission -> admitted(admission, resource))
                        .exceptionally(this::failed);
        };
    }

    private CompletableFuture<Answer> admitted(Admission admission, Target.Resource resource) {
        return switch (admission) {
            case Admission.Unknown() -> done(UNKNOWN_ID);
            case Admission.Stopped() -> done(STOPPED);
            case Admission.Full() -> done(FULL);
            case Admission.Refused() -> done(REFUSED);
            case Admission.Admitted(PlaybackPointer pointer, Viewing viewing) ->
                presentations
                        .get(pointer.descriptorKey())
                        .thenCompose(video -> video.isEmpty()
                                ? done(NOT_READY)
                                : asset(new Question(resource, viewing, video.get())));
        };
    }

    /** Somebody who may have it, asking for something of a video that is there. */
    private record Question(
            Target.Resource resource, @Nullable Viewing viewing, Presentation video) {
        Asset asset() {
            return resource.asset();
        }

        /** The prefix that leads from the playback token's folder to the session's; null where URLs simply stay relative. */
        @Nullable
        String sessionPrefix() {
            return viewing != null && resource.access() instanceof Access.ByToken
                    ? "../../../s/" + viewing.sessionToken() + "/" + resource.playbackId() + "/"
                    : null;
        }
    }

    private CompletableFuture<Answer> asset(Question question) {
        Presentation video = question.video();
        return switch (question.asset()) {
            case Asset.Multivariant() ->
                entrance(question, video.multivariant(), video.sessionMultivariant(), MediaTypes.HLS);
            case Asset.Manifest() -> entrance(question, video.manifest(), video.sessionManifest(), MediaTypes.DASH);
            case Asset.Poster() -> poster(question);
            case Asset.Thumbnail(double time) -> thumbnail(question, time);
            case Asset.MediaPlaylist(String id) -> mediaPlaylist(question, video.track(id));
            case Asset.Init(String id) -> init(question, video.track(id));
            case Asset.Segment(String id, int number) -> segment(question, video.track(id), number);
        };
    }

    /** The first text of a viewing: from it, a playback token's holder is led on with a session token. */
    private CompletableFuture<Answer> entrance(
            Question question, Computed<Text> open, Computed<SessionTemplate> forSession, String mediaType) {
        String prefix = question.sessionPrefix();
        return prefix == null
                ? playlist(question, open.get(worker), mediaType)
                : playlist(question, forSession.get(worker).thenApply(gaps -> gaps.fill(prefix)), mediaType);
    }

    private CompletableFuture<Answer> mediaPlaylist(Question question, Presentation.@Nullable Track track) {
        return track == null
                ? done(NO_SUCH_FILE)
                : playlist(question, track.playlist().get(worker), MediaTypes.HLS);
    }

    private CompletableFuture<Answer> playlist(Question question, CompletableFuture<Text> text, String mediaType) {
        String cacheControl = cacheControl(question);
        return text.thenApply(written -> new Answer.Playlist(written, mediaType, cacheControl));
    }

    private CompletableFuture<Answer> poster(Question question) {
        PicturePack pictures = question.video().descriptor().pictures();
        return pictures == null ? done(NO_PICTURES) : media(question, pictures.poster(), MediaTypes.JPEG);
    }

    private CompletableFuture<Answer> thumbnail(Question question, double time) {
        PicturePack pictures = question.video().descriptor().pictures();
        if (pictures == null) {
            return done(NO_PICTURES);
        }
        return pictures.nearest(time)
                .map(thumbnail -> media(question, pictures.region(thumbnail), MediaTypes.JPEG))
                .orElseGet(() -> done(NO_PICTURES));
    }

    private CompletableFuture<Answer> init(Question question, Presentation.@Nullable Track track) {
        return track == null
                ? done(NO_SUCH_FILE)
                : media(
                        question,
                        track.rendition().init(),
                        MediaTypes.of(track.rendition().kind()));
    }

    private CompletableFuture<Answer> segment(Question question, Presentation.@Nullable Track track, int number) {
        if (track == null || !track.segments().contains(number)) {
            return done(NO_SUCH_FILE);
        }
        String mediaType = MediaTypes.of(track.rendition().kind());
        return media(question, track.segments().region(number), mediaType);
    }

    private CompletableFuture<Answer> media(Question question, ObjectRegion region, String mediaType) {
        String cacheControl = cacheControl(question);
        return regions.open(region.key()).thenApply(object -> {
            if (region.offset() + region.length() > object.size()) {
                object.release();
                throw new IllegalStateException("Object " + region.key() + " is shorter than its descriptor says");
            }
            return new Answer.Media(
                    object, region.offset(), region.length(), mediaType, cacheControl, EntityTags.of(region));
        });
    }

    private String cacheControl(Question question) {
        boolean complete = question.video().descriptor().complete();
        return CacheControl.of(question.asset().kind(), complete, question.viewing(), clock.instant(), grace);
    }

    private static CompletableFuture<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /** What a failure looks like from outside; the unforeseen ones are logged. */
    private Answer failed(Throwable failure) {
        return switch (failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure) {
            case TokenGate.ThrottledException tooMany -> THROTTLED;
            case RejectedExecutionException full -> OVERLOADED;
            case NoSuchFileException deleted -> GONE;
            case Throwable unforeseen -> {
                failures.report(unforeseen);
                yield BROKEN;
            }
        };
    }
}
