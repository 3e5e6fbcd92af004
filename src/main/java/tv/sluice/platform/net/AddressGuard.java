package tv.sluice.platform.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells public addresses from those that a stranger must not make this program connect to: this host, the networks around it,
 * cloud metadata services, and everything that is not plain unicast on the Internet. The blocks are those of the IANA
 * special-purpose address registries (RFC 6890).
 */
public final class AddressGuard {
    private static final List<Cidr> REFUSED_IPV4 = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carriers; also a cloud's metadata service
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // a cloud's metadata service on a public address
            "169.254.0.0/16", // link-local, most clouds' metadata service
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments; also a cloud's metadata service
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    /** All that is assigned for global unicast; loopback, link-local, unique local, multicast, NAT64 and mapped forms lie outside. */
    private static final Cidr GLOBAL_IPV6 = Cidr.parse("2000::/3");

    private static final List<Cidr> REFUSED_IPV6 = blocks(
            "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: carries an IPv4 address
            "3fff::/20"); // documentation

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

    private final List<Cidr> allowed;

    /** A guard that makes exceptions for some blocks. */
    public AddressGuard(List<Cidr> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Whether the address may be connected to. */
    public boolean permits(InetAddress address) {
        return permits(address.getAddress());
    }

    boolean permits(byte[] address) {
        byte[] plain = unmapped(address);
        if (isIn(allowed, plain)) {
            return true;
        }
        return plain.length == 4
                ? !isIn(REFUSED_IPV4, plain)
                : GLOBAL_IPV6.contains(plain) && !isIn(REFUSED_IPV6, plain);
    }

    /** An IPv4 address in its IPv6 clothes (RFC 4291, 2.5.5.2) is judged as what is reached by it. */
    private static byte[] unmapped(byte[] address) {
        boolean mapped = address.length == 16 && Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
        return mapped ? Arrays.copyOfRange(address, MAPPED.length, address.length) : address;
    }

    private static boolean isIn(List<Cidr> blocks, byte[] address) {
        for (Cidr block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static List<Cidr> blocks(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }
}
