package tv.sluice.delivery;

import org.jspecify.annotations.Nullable;
import tv.sluice.cmaf.ObjectRegion;

/** Strong entity tags (RFC 9110, section 8.8.3) and the conditions on them. */
final class EntityTags {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private EntityTags() {}

    /** Stored objects never change, so the place says which bytes they are. */
    static String of(ObjectRegion region) {
        long hash = FNV_OFFSET;
        String key = region.key();
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        return Long.toHexString(hash)
                + '-'
                + Long.toHexString(region.offset())
                + '-'
                + Long.toHexString(region.length());
    }

    /** Whether an {@code If-None-Match} names the current tag, so that the client has it already. */
    static boolean noneMatchFails(@Nullable String ifNoneMatch, String quotedTag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String each : ifNoneMatch.split(",", -1)) {
            String tag = each.strip();
            if (tag.equals("*")
                    || tag.equals(quotedTag)
                    || tag.startsWith("W/") && tag.substring(2).equals(quotedTag)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a {@code Range} still means what the client thinks: without an {@code If-Range}, or with exactly this strong tag. */
    static boolean rangeApplies(@Nullable String ifRange, String quotedTag) {
        return ifRange == null || ifRange.strip().equals(quotedTag);
    }
}
