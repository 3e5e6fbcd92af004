package tv.sluice.tenant;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import tv.sluice.platform.db.JsonColumn;

/** A tenant's defaults in a column. */
@Converter
class DefaultsColumn extends JsonColumn<TenantDefaults> {
    DefaultsColumn() {
        super(new TypeReference<>() {});
    }
}
