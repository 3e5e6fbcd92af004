package tv.sluice.platform.net;

import java.net.InetAddress;

/** A block of addresses in CIDR notation (RFC 4632, RFC 4291), e.g. {@code 10.0.0.0/8} or {@code fd00::/8}. */
public record Cidr(InetAddress network, int prefixLength) {
    private static final int BYTE = 8;

    public Cidr {
        int longest = network.getAddress().length * BYTE;
        if (prefixLength < 0 || prefixLength > longest) {
            throw new IllegalArgumentException(
                    "A prefix length from 0 to " + longest + " was expected, not " + prefixLength);
        }
    }

    /** Reads {@code address/length}; an address alone is a block of one. Never asks a name server. */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int longest = network.getAddress().length * BYTE;
        return new Cidr(network, slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether the address, 4 or 16 bytes in network order, lies in this block; the other family's never does. */
    boolean contains(byte[] address) {
        byte[] base = network.getAddress();
        if (base.length != address.length) {
            return false;
        }
        int whole = prefixLength / BYTE;
        for (int i = 0; i < whole; i++) {
            if (base[i] != address[i]) {
                return false;
            }
        }
        int rest = prefixLength % BYTE;
        if (rest == 0) {
            return true;
        }
        int mask = 0xff << (BYTE - rest);
        return (base[whole] & mask) == (address[whole] & mask);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + '/' + prefixLength;
    }
}
