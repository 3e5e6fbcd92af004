package tv.sluice.media;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import tv.sluice.platform.storage.Storage;

/** x. */
@Singleton
public final class Artwork {
    @Inject
    Artwork(FfmpegTool tool, MediaConfig config, Storage storage) {}
}
