package tv.sluice.cmaf;

import java.util.List;
import java.util.Optional;

/**
 * All pictures of a video in one object: the poster and small thumbnails in order of time.
 *
 * @param key the object that holds the thumbnails
 */
public record PicturePack(
        String key,
        ObjectRegion poster,
        int posterWidth,
        int posterHeight,
        int thumbnailWidth,
        int thumbnailHeight,
        List<Thumbnail> thumbnails) {

    /** A small picture and the second it shows. */
    public record Thumbnail(double time, long offset, int length) {}

    public PicturePack {
        thumbnails = List.copyOf(thumbnails);
        for (int i = 1; i < thumbnails.size(); i++) {
            if (!(thumbnails.get(i).time() > thumbnails.get(i - 1).time())) {
                throw new IllegalArgumentException("Thumbnails must be in order of time");
            }
        }
    }

    /** The thumbnail closest in time (of two equally close ones the earlier), if there is any. */
    public Optional<Thumbnail> nearest(double time) {
        if (thumbnails.isEmpty()) {
            return Optional.empty();
        }
        int low = 0;
        int high = thumbnails.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (thumbnails.get(middle).time() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Thumbnail after = thumbnails.get(low);
        if (low == 0) {
            return Optional.of(after);
        }
        Thumbnail before = thumbnails.get(low - 1);
        return Optional.of(time - before.time() <= after.time() - time ? before : after);
    }

    /** Where the picture's bytes are. */
    public ObjectRegion region(Thumbnail thumbnail) {
        return new ObjectRegion(key, thumbnail.offset(), thumbnail.length());
    }
}
