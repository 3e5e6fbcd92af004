package tv.sluice.tenant;

import java.nio.file.Path;

/**
 * The API key that the first start made, which may do everything.
 *
 * @param file where it is kept, readable by the owner only
 */
public record AdminKey(String key, Path file) {
    @Override
    public String toString() {
        return "AdminKey[file=" + file + "]";
    }
}
