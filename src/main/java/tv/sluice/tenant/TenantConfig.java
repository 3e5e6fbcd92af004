package tv.sluice.tenant;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Tenants and their API keys: how they are kept and checked. */
@ConfigMapping(prefix = "sluice.tenant")
interface TenantConfig {
    /** Where the first start leaves the API key that may do everything. */
    Path adminKeyFile();

    /** Mixed into the hashes of API keys; without it, {@link #pepperFile}. */
    Optional<String> pepper();

    /** The pepper of this installation, made at the first start. */
    Path pepperFile();

    /** How long a key or a tenant that was found is remembered; without Redis, for how long a revoked key still works elsewhere. */
    Duration keyMemory();

    /** How often something of what deleted tenants had is cleared away. */
    Duration clearInterval();
}
