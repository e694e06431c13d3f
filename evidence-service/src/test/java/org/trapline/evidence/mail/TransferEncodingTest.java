package org.trapline.evidence.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class TransferEncodingTest {

    private static final byte[] ENCODED = "abc=41def  \r\nghi=\nj".getBytes(StandardCharsets.US_ASCII);
    private static final String PLAIN = "abcAdef\r\nghij";

    @Test
    void quotedPrintableIsCutAtAnyByteAndCountedWhole() {
        for (int most = 0; most <= 20; most++) {
            TransferEncoding.Decoded decoded =
                    TransferEncoding.decode("quoted-printable", Region.of(ENCODED), most, EnumSet.noneOf(Defect.class));

            assertThat(new String(decoded.bytes(), StandardCharsets.US_ASCII))
                    .as("at most %d", most)
                    .isEqualTo(PLAIN.substring(0, Math.min(most, PLAIN.length())));
            assertThat(decoded.size()).isEqualTo(PLAIN.length());
        }
    }
}
