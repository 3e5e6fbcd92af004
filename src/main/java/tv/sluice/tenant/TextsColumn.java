package tv.sluice.tenant;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import java.util.List;
import tv.sluice.platform.db.JsonColumn;

/** A list of domains or origins in a column. */
@Converter
class TextsColumn extends JsonColumn<List<String>> {
    TextsColumn() {
        super(new TypeReference<>() {});
    }
}
