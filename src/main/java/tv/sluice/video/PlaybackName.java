package tv.sluice.video;

import java.time.Instant;

/** A public name of a video, as the catalogue shows it. */
public record PlaybackName(String id, PlaybackPolicy policy, Instant createdAt) {}
