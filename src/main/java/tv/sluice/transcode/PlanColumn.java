package tv.sluice.transcode;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import tv.sluice.platform.db.JsonColumn;

/** A job's plan as JSON. */
@Converter
class PlanColumn extends JsonColumn<Plan> {
    PlanColumn() {
        super(new TypeReference<>() {});
    }
}
