package org.trapline.defaults;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundGuardTest {

    private final OutboundGuard open = guard(false);
    private final OutboundGuard closed = guard(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:22/",
                "http://[::1]/",
                "https://10.0.0.8/",
                "http://172.16.3.4/",
                "http://192.168.1.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.64.0.1/",
                "http://[fd00::1]/",
                "http://[fe80::1]/",
                "http://0.0.0.0/",
                "http://[::ffff:127.0.0.1]/",
                "http://224.0.0.1/"
            })
    void refusesAddressesOfOurOwnNetwork(String uri) {
        assertThatThrownBy(() -> open.check(URI.create(uri)))
                .isInstanceOf(OutboundRefused.class)
                .hasMessageContaining("not a public address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "ftp://192.0.2.1/", "jar:http://192.0.2.1!/x", "/relative", "http:opaque"})
    void refusesWhatIsNotHttp(String uri) {
        assertThatThrownBy(() -> open.check(URI.create(uri))).isInstanceOf(OutboundRefused.class);
    }

    @Test
    void letsAPublicAddressThrough() {
        assertThatCode(() -> open.check(URI.create("https://192.0.2.1/domain/pills.example")))
                .doesNotThrowAnyException();
    }

    @Test
    void letsAListedLoopbackAddressThroughOnItsPortOnly() {
        assertThatCode(() -> closed.check(URI.create("http://127.0.0.1:8090/rdap/")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> closed.check("127.0.0.1", 8091)).isInstanceOf(OutboundRefused.class);
    }

    @Test
    void reachesNothingElseWhereOnlyListedAddressesAreAllowed() {
        assertThatThrownBy(() -> closed.check("192.0.2.1", 443))
                .isInstanceOf(OutboundRefused.class)
                .hasMessageContaining("only listed addresses");
    }

    private static OutboundGuard guard(boolean onlyAllowed) {
        return new OutboundGuard(new OutboundConfig() {
            @Override
            public Optional<Set<String>> allowed() {
                return Optional.of(Set.of("127.0.0.1:8090"));
            }

            @Override
            public boolean onlyAllowed() {
                return onlyAllowed;
            }
        });
    }
}
