package tv.sluice.video;

import org.jspecify.annotations.Nullable;

/** Which videos a list holds; null asks for all. */
record VideoFilter(@Nullable VideoState state, @Nullable String externalId) {}
