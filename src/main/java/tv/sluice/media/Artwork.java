package tv.sluice.media;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tv.sluice.cmaf.ObjectRegion;
import tv.sluice.cmaf.PicturePack;
import tv.sluice.platform.process.ProcessOutcome;
import tv.sluice.platform.storage.Storage;

/** Makes the poster and the thumbnails of a video, all in one stored object. Blocks. */
@Singleton
public final class Artwork {
    private static final String POSTER = "poster.jpg";
    private static final long MOST_BYTES = 64L << 20;
    /** A video up to this long is decoded whole for its thumbnails; of a longer one only keyframes are looked at first. */
    private static final double SHORT = 120;

    private static final double NOT_TOO_LONG = 3600;
    private static final double STEP_BACK = 10;

    private final FfmpegTool tool;
    private final MediaConfig config;
    private final Storage storage;

    @Inject
    Artwork(FfmpegTool tool, MediaConfig config, Storage storage) {
        this.tool = tool;
        this.config = config;
        this.storage = storage;
    }

    /** A picture in a file, and the second that it shows. */
    private record Picture(Path file, long milliseconds, long size) {
        double seconds() {
            return milliseconds / 1000.0;
        }
    }

    /** Makes the pictures of a source that has a picture. */
    public PicturePack make(ArtworkRequest request) throws MediaException, InterruptedException {
        try (WorkFolder folder = WorkFolder.in(config.work())) {
            PictureCommand command = new PictureCommand(request);
            List<Picture> thumbnails = thumbnails(request, command, folder.path());
            Picture best = mostTelling(thumbnails, request.duration());
            poster(request, command, best, folder.path());
            return pack(request, command, folder.path().resolve(POSTER), thumbnails);
        } catch (IOException | UncheckedIOException e) {
            throw TrackPublisher.notWritten(e);
        }
    }

    private List<Picture> thumbnails(ArtworkRequest request, PictureCommand command, Path folder)
            throws MediaException, InterruptedException, IOException {
        boolean all = request.duration() <= SHORT;
        List<Picture> pictures = thumbnails(request, command.thumbnails(input(request), folder, !all), folder);
        boolean few = pictures.size() < request.duration() / command.interval() / 3;
        if (!all && (pictures.isEmpty() || few && request.duration() <= NOT_TOO_LONG)) {
            pictures = thumbnails(request, command.thumbnails(input(request), folder, false), folder);
        }
        if (pictures.isEmpty()) {
            throw new MediaException(MediaFault.SOURCE_DAMAGED, "Not a single picture of the video can be decoded.");
        }
        return pictures;
    }

    private List<Picture> thumbnails(ArtworkRequest request, List<String> arguments, Path folder)
            throws MediaException, InterruptedException, IOException {
        run(request.duration(), arguments);
        List<Picture> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName()).replace(".jpg", "");
                pictures.add(new Picture(file, Long.parseLong(name), Files.size(file)));
            }
        }
        pictures.sort(Comparator.comparingLong(Picture::milliseconds));
        return pictures;
    }

    /** Black, white and blurred pictures compress best; the beginning and the end are often titles. */
    private static Picture mostTelling(List<Picture> pictures, double duration) {
        return pictures.stream()
                .max(Comparator.comparingDouble(p -> isInside(p.seconds(), duration) ? p.size() : p.size() / 4.0))
                .orElseThrow();
    }

    private static boolean isInside(double seconds, double duration) {
        return seconds >= duration * 0.05 && seconds <= duration * 0.75;
    }

    private void poster(ArtworkRequest request, PictureCommand command, Picture best, Path folder)
            throws MediaException, InterruptedException {
        Path file = folder.resolve(POSTER);
        List<@Nullable Double> starts = new ArrayList<>();
        starts.add(best.seconds());
        starts.add(best.seconds() - STEP_BACK);
        starts.add(null);
        for (Double start : starts) {
            run(request.duration(), command.poster(input(request), start, best.seconds(), file));
            if (Files.exists(file)) {
                return;
            }
        }
        throw new MediaException(MediaFault.SOURCE_DAMAGED, "The picture for the poster cannot be decoded.");
    }

    private List<String> input(ArtworkRequest request) {
        return tool.input(storage.path(request.sourceKey()));
    }

    private void run(double seconds, List<String> arguments) throws MediaException, InterruptedException {
        ProcessOutcome outcome = tool.run(arguments, tool.budget(seconds, MOST_BYTES), line -> {});
        if (!outcome.succeeded()) {
            throw Diagnosis.ofRun(outcome);
        }
    }

    private PicturePack pack(ArtworkRequest request, PictureCommand command, Path poster, List<Picture> thumbnails)
            throws IOException {
        String key = request.outputPrefix() + "/pictures.bin";
        Path prepared = storage.prepare(key);
        List<PicturePack.Thumbnail> places = new ArrayList<>();
        long posterBytes = Files.size(poster);
        try {
            try (FileChannel out =
                    FileChannel.open(prepared, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                append(poster, posterBytes, out);
                for (Picture picture : thumbnails) {
                    places.add(new PicturePack.Thumbnail(
                            picture.seconds(), out.position(), Math.toIntExact(picture.size())));
                    append(picture.file(), picture.size(), out);
                }
            }
            storage.publish(prepared, key);
        } finally {
            Files.deleteIfExists(prepared);
        }
        return new PicturePack(
                key,
                new ObjectRegion(key, 0, posterBytes),
                command.posterSize().width(),
                command.posterSize().height(),
                command.thumbnailSize().width(),
                command.thumbnailSize().height(),
                places);
    }

    private static void append(Path file, long size, FileChannel out) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long done = 0;
            while (done < size) {
                long moved = in.transferTo(done, size - done, out);
                if (moved <= 0) {
                    throw new IOException("A picture of " + size + " bytes ends after " + done);
                }
                done += moved;
            }
        }
    }
}
