package tv.sluice.tenant;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import tv.sluice.platform.db.JsonColumn;

/** A tenant's limits in a column. */
@Converter
class LimitsColumn extends JsonColumn<TenantLimits> {
    LimitsColumn() {
        super(new TypeReference<>() {});
    }
}
