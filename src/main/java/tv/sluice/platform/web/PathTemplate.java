package tv.sluice.platform.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A path of the contract, e.g. {@code /v1/videos/{videoId}}. */
record PathTemplate(List<String> segments) {
    static PathTemplate of(String path) {
        return new PathTemplate(List.of(path.split("/", -1)));
    }

    /** The values of the parameters if the path is one of these, else null. */
    @Nullable
    Map<String, String> match(String path) {
        return match(path.split("/", -1));
    }

    /** The same for a path that is taken apart already. */
    @Nullable
    Map<String, String> match(String[] given) {
        if (given.length != segments.size()) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < given.length; i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                values.put(segment.substring(1, segment.length() - 1), given[i]);
            } else if (!segment.equals(given[i])) {
                return null;
            }
        }
        return values;
    }
}
