package tv.sluice.member;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How members and grants are kept track of. */
@ConfigMapping(prefix = "sluice.member")
interface MemberConfig {
    /** How long memberships and grants are remembered, so how late a change is noticed without Redis. */
    Duration memory();

    /** How often it is written down when people were last seen. */
    Duration seenInterval();

    /** How often grants whose time is over are marked. */
    Duration sweepInterval();
}
