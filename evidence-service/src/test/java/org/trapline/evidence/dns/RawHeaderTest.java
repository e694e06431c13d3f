package org.trapline.evidence.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawHeaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Joe <joe@Shop.example>|[shop.example]",
                "joe@shop.example|[shop.example]",
                "\"joe@paypal.example\" <joe@shop.example>|[shop.example]",
                "joe@paypal.example <joe@shop.example>|[paypal.example, shop.example]",
                "(joe@paypal.example) joe@shop.example|[shop.example]",
                "\"a b\"@shop.example|[shop.example]",
                "a@shop.example, b@shop.example|[shop.example]",
                "a@shop.example, b@other.example|[shop.example, other.example]",
                "friends: a@shop.example, b@other.example;|[shop.example, other.example]",
                "joe@localhost|[]",
                "Joe|[]",
            })
    void findsTheDomainsOfAllFromAddresses(String value, String domains) {
        RawHeader header = of("From: " + value + "\r\n\r\nFrom: x@body.example\r\n");

        assertThat(header.fromDomains().toString()).isEqualTo(domains);
    }

    @Test
    void severalFromFieldsCountTogether() {
        assertThat(of("From: a@a.example\r\nfrom : b@b.example\r\n\r\n").fromDomains())
                .containsExactly("a.example", "b.example");
    }

    @Test
    void ofTenThousandFromDomainsTwoAreKept() {
        StringBuilder from = new StringBuilder("From: ");
        for (int i = 0; i < 10_000; i++) {
            from.append("a@d").append(i).append(".example,");
        }

        assertThat(RawHeader.of(from.toString().getBytes(StandardCharsets.US_ASCII))
                        .fromDomains())
                .containsExactly("d0.example", "d1.example");
    }

    @Test
    void keepsFieldsAsTheyStandUpToTheFirstEmptyLine() {
        RawHeader header = of("A: 1\r\n\tmore \r\nno field\r\nB:\u00002\r\na:3\r\n\r\nA: 4");

        assertThat(header.fields("a")).containsExactly("A: 1\r\n\tmore ", "a:3");
        assertThat(header.fields("b")).containsExactly("B:\u00002");
        assertThat(header.body()).isEqualTo(37);
    }

    @Test
    void aMessageWithoutABodyIsHeaderAlone() {
        RawHeader header = of("A: 1");

        assertThat(header.fields("A")).containsExactly("A: 1");
        assertThat(header.body()).isEqualTo(4);
    }

    @Test
    void aHeaderOfMoreThanAMebibyteIsNotLookedAt() {
        String most = "a:\n".repeat(1024 * 1024 / 3);

        assertThat(of(most + "\n").fields("a")).hasSize(1024 * 1024 / 3);
        assertThatThrownBy(() -> of(most + "aa:\n")).isInstanceOf(IllegalStateException.class);
    }

    private static RawHeader of(String raw) {
        return RawHeader.of(raw.getBytes(StandardCharsets.ISO_8859_1));
    }
}
