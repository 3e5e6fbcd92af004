package tv.sluice.video;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import java.util.List;
import tv.sluice.platform.db.JsonColumn;

/** Playback ids as JSON in a column. */
@Converter
class PlaybackNamesColumn extends JsonColumn<List<PlaybackName>> {
    PlaybackNamesColumn() {
        super(new TypeReference<>() {});
    }
}
