package tv.sluice.platform.limit;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Whom requests from an address are counted for: an IPv4 address, or the /64 network of an IPv6 address, which is one customer's. */
final class ClientAddress {
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    static String of(@Nullable SocketAddress address) {
        if (address == null) {
            return "";
        }
        String host = address.hostAddress() == null ? address.host() : address.hostAddress();
        return host == null ? "" : network(host);
    }

    static String network(String host) {
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                    : address.getHostAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return host;
        }
    }
}
