package org.trapline.evidence.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {

    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";

    @Test
    void aHeaderIsReadToItsEndAndNoFurther() throws IOException {
        for (String header : new String[] {
            "PROXY TCP6 2001:db8::1 2001:db8::2 65535 25\r\n",
            SIGNATURE + "\u0021\u0021\0\u0026" + "\u0020\u0001\r\u00b8" + "\0".repeat(11) + "\u0001" + "\0".repeat(16)
                    + "\u00ff\u00ff\0\u0019tl"
        }) {
            ByteArrayInputStream in = stream(header + "EHLO x\r\n");

            InetSocketAddress client = ProxyHeader.read(in);

            assertThat(client).isEqualTo(new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 65_535));
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .isEqualTo("EHLO x\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PROXY UNKNOWN\r\n", "PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", SIGNATURE + "\u0020\0\0\u0002xx"})
    void aProxyMaySpeakForItself(String header) throws IOException {
        assertThat(ProxyHeader.read(stream(header))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PROXY TCP4 1.2.3.4 ",
                "EHLO client.example\r\n",
                "PROXY TCP4 host.example 1.2.3.4 1 2\r\n",
                "PROXY TCP4 999.1.1.1 1.2.3.4 1 2\r\n",
                "PROXY TCP4 1.2.3.4 1.2.3.4 65536 2\r\n",
                "PROXY TCP5 1.2.3.4 1.2.3.4 1 2\r\n",
                "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\n",
                "PROXY TCP4 1.2.3.4 1.2.3.4 1 2                                                                        \r\n",
                SIGNATURE + "\u0011\u0011\0\u000c123412341212",
                SIGNATURE + "\u0021\u0011\0\u0004abcd",
            })
    void anythingElseIsRefused(String header) {
        assertThatThrownBy(() -> ProxyHeader.read(stream(header))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.7, 192.0.2.7, true",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false"
    })
    void aNetworkHoldsTheAddressesBelowIt(String network, String address, boolean held) throws IOException {
        assertThat(Network.parse(network).contains(InetAddress.getByName(address)))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "example.org", "10.0.0.0/x", "::/129"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
