package tv.sluice.video;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.id.Ids;

/**
 * The query of one page. Whatever the filter and the order, it reads one stretch of one index, however far from the beginning: equal
 * values stand in the order of their ids, and the page before names the last of both.
 */
final class VideoListing {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final String text;

    private VideoListing(String tenantId, VideoQuery query) {
        filter(tenantId, query.filter());
        begin(query.order(), query.after());
        this.text = text(query.order());
    }

    static VideoListing of(String tenantId, VideoQuery query) {
        return new VideoListing(tenantId, query);
    }

    /** In the query language of Hibernate. */
    String text() {
        return text;
    }

    /** What is in the text by name. */
    Map<String, Object> parameters() {
        return Map.copyOf(parameters);
    }

    private void filter(String tenantId, VideoFilter filter) {
        require("tenantId = :tenant", "tenant", tenantId);
        require("state = :state", "state", filter.state());
        require("externalId = :externalId", "externalId", filter.externalId());
        if (filter.titlePrefix() != null) {
            // The database makes the letters small, as it did in the column.
            require("sortTitle like lower(:title) escape '!'", "title", escaped(filter.titlePrefix()) + '%');
        }
        if (filter.createdAfter() != null) {
            require("id >= :from", "from", Ids.first(VideoService.ID_PREFIX, filter.createdAfter()));
        }
        if (filter.createdBefore() != null) {
            require("id < :to", "to", Ids.first(VideoService.ID_PREFIX, filter.createdBefore()));
        }
    }

    private void begin(VideoOrder order, VideoQuery.@Nullable Place after) {
        if (after == null) {
            return;
        }
        String beyond = order.descending() ? " < " : " > ";
        require("id" + beyond + ":id", "id", after.id());
        if (order.by() != VideoOrder.By.CREATED) {
            String column = order.by().column();
            String sameValue = conditions.removeLast();
            conditions.add("(" + column + beyond + ":value or " + column + " = :value and " + sameValue + ")");
            parameters.put(
                    "value", order.by() == VideoOrder.By.DURATION ? Double.valueOf(after.value()) : after.value());
        }
    }

    private void require(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
    }

    private String text(VideoOrder order) {
        String direction = order.descending() ? " desc" : "";
        String by = order.by() == VideoOrder.By.CREATED ? "" : order.by().column() + direction + ", ";
        return "from Video where " + String.join(" and ", conditions) + " order by " + by + "id" + direction;
    }

    private static String escaped(String prefix) {
        return prefix.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
