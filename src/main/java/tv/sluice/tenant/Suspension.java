package tv.sluice.tenant;

import org.jspecify.annotations.Nullable;

/** How and why a tenant is suspended. */
public record Suspension(
        SuspendedPlayback playback, @Nullable String reason) {}
