package tv.sluice.webhook;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import java.util.Map;
import tv.sluice.platform.db.JsonColumn;

/** Headers as JSON in a column. */
@Converter
class HeadersColumn extends JsonColumn<Map<String, String>> {
    HeadersColumn() {
        super(new TypeReference<>() {});
    }
}
