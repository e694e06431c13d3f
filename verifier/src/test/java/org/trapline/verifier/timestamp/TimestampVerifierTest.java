package org.trapline.verifier.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trapline.verifier.ProofFailed;

/** Against replies that openssl made (openssl ts -reply), so that what is checked is not what we write ourselves. */
class TimestampVerifierTest {

    private static final byte[] STAMPED = file("stamped.txt");

    @ParameterizedTest
    @ValueSource(strings = {"root.pem", "authority.pem"})
    void acceptsAStampThatLeadsToATrustedCertificate(String trusted) throws ProofFailed {
        Timestamp stamp = trusting(trusted).verify(file("enclosed.tsr"), STAMPED);

        assertThat(stamp.authority()).isEqualTo("CN=Example Stamps,O=Example Time");
        assertThat(stamp.policy()).isEqualTo("1.3.6.1.4.1.32473.1.1");
        assertThat(stamp.serial()).isEqualTo("43");
        assertThat(stamp.at()).isBetween("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
    }

    @Test
    void findsACertificateThatIsNotEnclosedAmongTheTrustedOnes() throws ProofFailed {
        assertThat(trusting("authority.pem").verify(file("bare.tsr"), STAMPED).authority())
                .contains("Example Stamps");
        assertThatThrownBy(() -> trusting("root.pem").verify(file("bare.tsr"), STAMPED))
                .isInstanceOf(ProofFailed.class)
                .hasMessageContaining("neither in it nor trusted");
    }

    @Test
    void refusesAStampOfAnotherAuthorityUnlessNobodyWasNamed() throws ProofFailed {
        assertThatThrownBy(() -> trusting("other.pem").verify(file("enclosed.tsr"), STAMPED))
                .isInstanceOf(ProofFailed.class)
                .hasMessageContaining("no trusted certificate");
        assertThat(TimestampVerifier.trustingAnyone()
                        .verify(file("enclosed.tsr"), STAMPED)
                        .serial())
                .isEqualTo("43");
    }

    @Test
    void refusesOtherBytesAndABrokenHash() {
        assertThatThrownBy(() -> trusting("root.pem").verify(file("enclosed.tsr"), new byte[] {1}))
                .isInstanceOf(ProofFailed.class)
                .hasMessageContaining("other bytes");
        assertThatThrownBy(() -> trusting("root.pem").verify(file("sha1.tsr"), STAMPED))
                .isInstanceOf(ProofFailed.class)
                .hasMessageContaining("not SHA-2");
    }

    @Test
    void refusesWhatIsCutChangedOrNoTimeStampAtAll() {
        byte[] reply = file("enclosed.tsr");
        TimestampVerifier verifier = TimestampVerifier.trustingAnyone();
        for (int length = 0; length < reply.length; length++) {
            byte[] cut = Arrays.copyOf(reply, length);
            assertThatThrownBy(() -> verifier.verify(cut, STAMPED)).isInstanceOf(ProofFailed.class);
        }
        // The hash of the bytes, the signature at the end, and what lies in the middle of the signed attributes.
        for (int at : new int[] {reply.length - 1, reply.length - 40, reply.length - 100}) {
            byte[] changed = reply.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> verifier.verify(changed, STAMPED)).isInstanceOf(ProofFailed.class);
        }
        assertThatThrownBy(() -> verifier.verify(STAMPED, STAMPED)).isInstanceOf(ProofFailed.class);
        assertThatThrownBy(() -> verifier.verify(new byte[TimestampVerifier.LARGEST + 1], STAMPED))
                .isInstanceOf(ProofFailed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void refusesToTrustWhatIsNoCertificate(String pem) {
        assertThatThrownBy(() -> TimestampVerifier.trusting(pem)).isInstanceOf(ProofFailed.class);
    }

    private static TimestampVerifier trusting(String name) throws ProofFailed {
        return TimestampVerifier.trusting(new String(file(name), StandardCharsets.US_ASCII));
    }

    private static byte[] file(String name) {
        try (InputStream in = TimestampVerifierTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
