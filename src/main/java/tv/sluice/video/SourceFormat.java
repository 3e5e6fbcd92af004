package tv.sluice.video;

import org.jspecify.annotations.Nullable;

/** What the probe found in the source file. */
public record SourceFormat(
        String container,
        @Nullable String videoCodec,
        @Nullable String audioCodec) {}
