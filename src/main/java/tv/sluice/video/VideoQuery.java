package tv.sluice.video;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list of videos.
 *
 * @param limit how many videos the page holds; one more is read, to know whether there is a next page
 * @param after the page begins after this place; at the beginning if null
 */
record VideoQuery(
        VideoFilter filter,
        VideoOrder order,
        int limit,
        @Nullable Place after) {
    /**
     * The place of a video in a list.
     *
     * @param value by which the list is ordered; the id again if it is ordered by creation
     */
    record Place(String id, String value) {
        private static final char BETWEEN = ' ';

        static Place of(Video video, VideoOrder order) {
            return new Place(
                    video.id(),
                    switch (order.by()) {
                        case CREATED -> video.id();
                        case TITLE -> video.sortTitle();
                        case DURATION -> Double.toString(video.sortDuration());
                    });
        }

        /** What {@link #cursor} made; the edge lets nothing else through. */
        static Place of(String cursor) {
            int between = cursor.indexOf(BETWEEN);
            return new Place(cursor.substring(0, between), cursor.substring(between + 1));
        }

        String cursor() {
            return id + BETWEEN + value;
        }
    }

    /** How many rows to read. */
    int rows() {
        return limit + 1;
    }
}
