package tv.sluice.platform.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::8.8.8.8",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:53aa:64c:0:0:80ff:fffe",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:808:808::1",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesWhatIsNotPublic(String literal) {
        assertThat(guard.permits(InetAddress.ofLiteral(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "168.63.129.17",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2003::1",
                "2606:4700::1111",
                "3ffe::1"
            })
    void permitsPublicAddresses(String literal) {
        assertThat(guard.permits(InetAddress.ofLiteral(literal))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000ffff7f000001, false",
        "00000000000000000000ffff0a000001, false",
        "00000000000000000000ffff08080808, true",
        "000000000000000000000000c0a80001, false"
    })
    void judgesMappedAddressesByWhatTheyReach(String hex, boolean permitted) {
        assertThat(guard.permits(HexFormat.of().parseHex(hex))).isEqualTo(permitted);
    }

    @Test
    void makesExceptionsForItsOwnList() {
        AddressGuard lenient = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("fd12:3456::/32")));
        assertThat(lenient.permits(InetAddress.ofLiteral("127.0.0.9"))).isTrue();
        assertThat(lenient.permits(HexFormat.of().parseHex("00000000000000000000ffff7f000001")))
                .isTrue();
        assertThat(lenient.permits(InetAddress.ofLiteral("fd12:3456::1"))).isTrue();
        assertThat(lenient.permits(InetAddress.ofLiteral("fd12:3457::1"))).isFalse();
        assertThat(lenient.permits(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "127.0.0.1", "[::1]", "::1", "2130706433", "127.1", "0", "no-such-host.invalid"})
    void refusesNamesOfInnerAddressesAndNamesOfNothingAlike(String host) {
        assertThatExceptionOfType(AddressRefusedException.class)
                .isThrownBy(() -> new OutboundAddresses(guard).resolve(host))
                .withMessage("The host name does not stand for a public address.");
    }

    @Test
    void resolvesLiterals() throws AddressRefusedException {
        assertThat(new OutboundAddresses(guard).resolve("[2606:4700::1111]"))
                .containsExactly(InetAddress.ofLiteral("2606:4700::1111"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "172.16.0.0/12, 172.31.0.1, true",
        "172.16.0.0/12, 172.32.0.1, false",
        "0.0.0.0/0, 200.1.1.1, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2000::/3, 3fff::, true",
        "2000::/3, 4000::, false",
        "::/0, 10.0.0.1, false"
    })
    void blocksContainWhatSharesTheirPrefix(String block, String address, boolean contained) {
        assertThat(Cidr.parse(block).contains(InetAddress.ofLiteral(address).getAddress()))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "::/129", "localhost/8", "10.0.0.0/x", ""})
    void refusesWhatIsNoBlock(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
