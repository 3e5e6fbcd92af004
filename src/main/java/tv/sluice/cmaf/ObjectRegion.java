package tv.sluice.cmaf;

/** A run of bytes inside a stored object. */
public record ObjectRegion(String key, long offset, long length) {
    public ObjectRegion {
        if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("Not a region: offset " + offset + ", length " + length);
        }
    }

    /** The part of this region that starts {@code from} bytes into it. */
    public ObjectRegion part(long from, long size) {
        if (from < 0 || size < 0 || from > length - size) {
            throw new IllegalArgumentException(
                    "Bytes " + from + " + " + size + " lie outside a region of " + length + " bytes");
        }
        return new ObjectRegion(key, offset + from, size);
    }
}
