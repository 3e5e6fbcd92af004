package tv.sluice.tenant;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import tv.sluice.platform.db.JsonColumn;

/** A tenant's brand in a column. */
@Converter
class BrandColumn extends JsonColumn<Brand> {
    BrandColumn() {
        super(new TypeReference<>() {});
    }
}
