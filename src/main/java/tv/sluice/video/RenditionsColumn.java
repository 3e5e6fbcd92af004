package tv.sluice.video;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import java.util.List;
import tv.sluice.platform.db.JsonColumn;

/** Renditions as JSON in a column. */
@Converter
class RenditionsColumn extends JsonColumn<List<VideoRendition>> {
    RenditionsColumn() {
        super(new TypeReference<>() {});
    }
}
