package tv.sluice.tenant;

import java.util.Arrays;
import java.util.HexFormat;

/** HMAC-SHA256 of an API key under the installation's pepper: enough to find the key's row, useless to call with. */
final class KeyHash {
    private final byte[] bytes;

    KeyHash(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** In hexadecimal digits. */
    String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, 0, 4) + '…';
    }
}
