package tv.sluice.cmaf;

import java.util.Arrays;

/** The initialisation segment of a rendition: the same bytes for each of its chunks. */
public final class InitSegment {
    private final byte[] bytes;

    InitSegment(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    /** Fails unless the other is the same to the byte, which it must be for two chunks to belong to one rendition. */
    public void requireSame(InitSegment other) throws Mp4Exception {
        int difference = Arrays.mismatch(bytes, other.bytes);
        if (difference >= 0) {
            throw new Mp4Exception(
                    Mp4Exception.Reason.INIT_DIFFERS,
                    "Initialisation segments of " + bytes.length + " and " + other.bytes.length
                            + " bytes differ from byte " + difference);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InitSegment that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
