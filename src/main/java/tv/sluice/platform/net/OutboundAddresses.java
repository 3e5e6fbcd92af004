package tv.sluice.platform.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks a host name up and lets only public addresses through. Connect to exactly what is returned: a second look-up may give
 * another answer (DNS rebinding).
 */
public final class OutboundAddresses {
    private final AddressGuard guard;

    public OutboundAddresses(AddressGuard guard) {
        this.guard = guard;
    }

    /**
     * The addresses of the host, none of them refused. Blocks on the name server.
     *
     * @param host a name or a literal address, IPv6 literals with or without brackets
     * @throws AddressRefusedException if there is none or if one of them is refused: a name that stands for inside and outside is a trick
     */
    public List<InetAddress> resolve(String host) throws AddressRefusedException {
        try {
            List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
            if (addresses.isEmpty() || !addresses.stream().allMatch(guard::permits)) {
                throw new AddressRefusedException();
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw new AddressRefusedException();
        }
    }
}
