package tv.sluice.video;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Between the contract's shapes of a video and ours. */
public final class VideoMapper {
    private VideoMapper() {}

    /** What a new video is to be, as the contract has it; without it, {@link VideoDraft#EMPTY}. */
    public static VideoDraft draft(tv.sluice.api.model.@Nullable VideoDraft draft) {
        if (draft == null) {
            return VideoDraft.EMPTY;
        }
        tv.sluice.api.model.PlaybackPolicy policy = draft.getPlaybackPolicy();
        return new VideoDraft(
                draft.getTitle(),
                draft.getDescription(),
                draft.getExternalId(),
                policy == null ? PlaybackPolicy.SIGNED : PlaybackPolicy.valueOf(policy.name()));
    }

    static @Nullable BigDecimal decimal(@Nullable Double value) {
        return value == null
                ? null
                : BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
    }
}
