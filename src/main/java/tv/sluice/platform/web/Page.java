package tv.sluice.platform.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor what to ask for to get the next page, or null if this is the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }

    /** The page that these rows make; they are one more than the limit if there is a next page. */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, String> id) {
        return of(rows, request.limit(), last -> PageRequest.encode(id.apply(last)));
    }

    /** The same for lists that keep their place in another way than by an id. */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, cursor.apply(items.getLast()));
    }

    /** The same page with its items shown differently. */
    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), nextCursor);
    }
}
