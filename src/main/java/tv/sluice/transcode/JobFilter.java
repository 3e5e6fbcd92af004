package tv.sluice.transcode;

import org.jspecify.annotations.Nullable;

/** Which jobs a list holds; null means any. */
record JobFilter(@Nullable String videoId, @Nullable JobState state) {}
