package tv.sluice.webhook;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import java.util.List;
import tv.sluice.platform.db.JsonColumn;

/** Types of events as JSON in a column. */
@Converter
class TypesColumn extends JsonColumn<List<String>> {
    TypesColumn() {
        super(new TypeReference<>() {});
    }
}
