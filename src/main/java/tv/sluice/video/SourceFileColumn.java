package tv.sluice.video;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import tv.sluice.platform.db.JsonColumn;

/** The source file as JSON in a column. */
@Converter
class SourceFileColumn extends JsonColumn<SourceFile> {
    SourceFileColumn() {
        super(new TypeReference<>() {});
    }
}
