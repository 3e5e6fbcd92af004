package tv.sluice.transcode;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import tv.sluice.platform.db.JsonColumn;

/** A task's parameters as JSON. */
@Converter
class SpecColumn extends JsonColumn<TaskSpec> {
    SpecColumn() {
        super(new TypeReference<>() {});
    }
}
