package tv.sluice.transcode;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import tv.sluice.platform.db.JsonColumn;

/** A task's result as JSON. */
@Converter
class ResultColumn extends JsonColumn<TaskResult> {
    ResultColumn() {
        super(new TypeReference<>() {});
    }
}
