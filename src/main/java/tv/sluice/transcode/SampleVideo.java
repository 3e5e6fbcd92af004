package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.media.MediaException;
import tv.sluice.media.SampleClip;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.db.Transaction;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.role.Loop;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;
import tv.sluice.platform.storage.Storage;
import tv.sluice.tenant.FirstStart;
import tv.sluice.video.PlaybackPolicy;
import tv.sluice.video.SourceFile;
import tv.sluice.video.Video;
import tv.sluice.video.VideoDraft;
import tv.sluice.video.VideoService;

/** Puts one clip through the real pipeline at the first start, so that there is something to look at. Happens once, ever. */
@ApplicationScoped
class SampleVideo implements RoleService {
    private static final Logger LOG = Logger.getLogger(SampleVideo.class);
    /** Says that there was a sample, or that none was wanted because there were videos. */
    private static final String MARK = "s/sample-video.txt";

    private static final String FILENAME = "sample.mp4";
    /** Unique in the tenant, so of two processes that start at once only one succeeds. */
    private static final VideoDraft DRAFT = new VideoDraft(
            "Sample clip", "Made by the program at its first start.", "sluice-sample", PlaybackPolicy.PUBLIC);

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Database database;
    private final VideoService videos;
    private final TranscodeService transcoding;
    private final SampleClip clip;
    private final Storage storage;
    private final Vertx vertx;
    private final boolean wanted;
    private @Nullable Loop loop;

    SampleVideo(
            Database database,
            VideoService videos,
            TranscodeService transcoding,
            SampleClip clip,
            Storage storage,
            Vertx vertx,
            @ConfigProperty(name = "sluice.sample-video") boolean wanted) {
        this.database = database;
        this.videos = videos;
        this.transcoding = transcoding;
        this.clip = clip;
        this.storage = storage;
        this.vertx = vertx;
        this.wanted = wanted;
    }

    @Override
    public Role role() {
        return Role.API;
    }

    /** Returns at once: nobody has to wait for the sample. */
    @Override
    public void start() {
        if (wanted && storage.size(MARK) < 0) {
            loop = new Loop("sample-video", "The sample clip is put off", this::make, () -> {});
            loop.start();
        }
    }

    @Override
    public void stop() {
        if (loop != null) {
            loop.close();
        }
    }

    private @Nullable Duration make() throws IOException, MediaException, InterruptedException {
        boolean first = database.read(tx -> videos.isEmpty(tx, FirstStart.DEFAULT_TENANT))
                .await()
                .atMost(LONGEST);
        if (first) {
            Path file = storage.prepare("s/" + FILENAME);
            try {
                clip.make(file);
                long size = Files.size(file);
                database.write(tx -> begin(tx, file, size)).await().atMost(LONGEST);
            } catch (ProblemException e) {
                if (!e.type().equals(ProblemType.CONFLICT)) {
                    throw e;
                }
                LOG.debug("Another process has made the sample");
            } finally {
                Files.deleteIfExists(file);
            }
        }
        storage.write(MARK, "done\n".getBytes(StandardCharsets.US_ASCII));
        return null;
    }

    private Uni<Void> begin(Transaction tx, Path file, long size) {
        String tenant = FirstStart.DEFAULT_TENANT;
        return videos.create(tx, tenant, DRAFT)
                .call(video -> move(file, sourceKey(video)))
                .call(video -> videos.sourceArrived(tx, tenant, video.id(), SourceFile.of(FILENAME, size)))
                .chain(video -> transcoding.start(tx, tenant, video.id(), sourceKey(video), Ids.next("req"), null));
    }

    /** With the video's other objects, so that it goes when they go. */
    private static String sourceKey(Video video) {
        return "v/" + video.id() + "/" + FILENAME;
    }

    private Uni<Void> move(Path file, String key) {
        return Uni.createFrom()
                .completionStage(() -> vertx.<Void>executeBlocking(
                                () -> {
                                    storage.prepare(key);
                                    storage.publish(file, key);
                                    return null;
                                },
                                false)
                        .toCompletionStage());
    }
}
