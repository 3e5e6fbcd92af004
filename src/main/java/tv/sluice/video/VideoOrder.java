package tv.sluice.video;

import org.jspecify.annotations.Nullable;

/** In which order a list of videos is. Videos of the same value stand in the order of their ids. */
record VideoOrder(By by, boolean descending) {
    /** What videos are ordered by; each has an index of its own. */
    enum By {
        CREATED("createdAt", "id"),
        TITLE("title", "sortTitle"),
        DURATION("duration", "sortDuration");

        private final String parameter;
        private final String column;

        By(String parameter, String column) {
            this.parameter = parameter;
            this.column = column;
        }

        /** The attribute of the entity. */
        String column() {
            return column;
        }
    }

    static final VideoOrder NEWEST_FIRST = new VideoOrder(By.CREATED, true);
    static final VideoOrder BY_TITLE = new VideoOrder(By.TITLE, false);

    /** The query parameter {@code sort}, which the contract has checked; null if it is absent. */
    static @Nullable VideoOrder of(@Nullable String sort) {
        if (sort == null) {
            return null;
        }
        boolean descending = sort.startsWith("-");
        String name = descending ? sort.substring(1) : sort;
        for (By by : By.values()) {
            if (by.parameter.equals(name)) {
                return new VideoOrder(by, descending);
            }
        }
        throw new IllegalArgumentException("The contract has no order " + sort);
    }
}
