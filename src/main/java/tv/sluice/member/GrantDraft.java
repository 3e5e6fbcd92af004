package tv.sluice.member;

import java.time.Duration;

/** What a new grant is to be. */
record GrantDraft(String tenantId, GrantAccess access, String reason, Duration expiresIn) {}
