package tv.sluice.platform.storage;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where objects are kept. */
@ConfigMapping(prefix = "sluice.storage")
interface StorageConfig {
    /** The root folder. */
    Path path();
}
