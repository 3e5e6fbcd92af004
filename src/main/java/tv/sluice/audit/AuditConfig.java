package tv.sluice.audit;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Settings of the audit. */
@ConfigMapping(prefix = "sluice.audit")
interface AuditConfig {
    /** Exports that run at the same time in this process. */
    int maxExports();

    /** How long the client of an export may take nothing. */
    Duration stallTimeout();
}
