package org.trapline.evidence.timestamps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.LocalAuthority;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.timestamp.Timestamp;
import org.trapline.verifier.timestamp.TimestampVerifier;

/** Against an authority that speaks the real protocol, well or ill. */
class TimestampClientTest {

    private static final byte[] NOTE = "a signed note\n".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LocalAuthority authority = LocalAuthority.start();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
        authority.close();
    }

    @Test
    void bringsAStampThatAnyoneCanVerifyLater() throws ProofFailed {
        TimestampClient.Answer answer = client().stamp(NOTE);

        Timestamp stamp = TimestampVerifier.trusting(authority.rootPem()).verify(answer.reply(), NOTE);
        assertThat(stamp).isEqualTo(answer.stamp());
        assertThat(stamp.authority()).isEqualTo("O=Nowhere,CN=Test Time");
        assertThat(stamp.at())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    @Test
    void refusesAStampOfOtherBytes() {
        authority.answerOtherBytes();

        assertFails("imprint");
    }

    @Test
    void refusesTheAnswerToAnotherRequest() {
        authority.answerAnotherNonce();

        assertFails("nonce");
    }

    @Test
    void refusesASignerWhomNobodyTrusts() {
        try (LocalAuthority other = LocalAuthority.start()) {
            assertThatThrownBy(() -> client(other.url(), Optional.empty()).stamp(NOTE))
                    .isInstanceOf(TimestampFailed.class)
                    .hasMessageContaining("no trusted certificate");
        }
    }

    @Test
    void refusesACertificateThatHasExpired() {
        authority.beExpired();

        assertFails("certificate not valid");
    }

    @Test
    void refusesACertificateThatIsNotMadeForTimeStamps() {
        authority.useAnUnfitCertificate(false);
        assertFails("ExtendedKeyUsage");

        authority.useAnUnfitCertificate(true);
        assertFails("critical");
    }

    @Test
    void refusesAnotherPolicyThanTheOneAskedFor() {
        Optional<ASN1ObjectIdentifier> wanted = Optional.of(new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1.2"));
        assertThat(client(authority.url(), wanted).stamp(NOTE).stamp().policy()).isEqualTo("1.3.6.1.4.1.32473.1.2");

        authority.ignoreThePolicyAskedFor();

        assertThatThrownBy(() -> client(authority.url(), wanted).stamp(NOTE))
                .isInstanceOf(TimestampFailed.class)
                .hasMessageContaining("policy");
    }

    @Test
    void refusesGarbageRefusalsAndErrors() {
        byte[] garbage = new byte[3000];
        new Random(1).nextBytes(garbage);
        for (byte[] body :
                new byte[][] {{}, garbage, "<html>busy</html>".getBytes(StandardCharsets.UTF_8), {0x30, 0}}) {
            authority.answer((request, exchange) -> LocalAuthority.reply(exchange, body));
            assertFails("");
        }
        authority.answer(
                (request, exchange) -> LocalAuthority.reply(exchange, new byte[TimestampVerifier.LARGEST + 1]));
        assertFails("larger than");
        authority.answer((request, exchange) -> exchange.sendResponseHeaders(503, -1));
        assertFails("503");
        authority.answer((request, exchange) -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(302, -1);
        });
        assertFails("302");
        authority.refuse();
        assertFails("does not hold");
    }

    @Test
    void givesUpOnAnAuthorityThatIsSlowOrTrickles() {
        authority.answer((request, exchange) -> over.await());
        assertFails("no complete answer");

        authority.answer((request, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (!over.await(50, TimeUnit.MILLISECONDS)) {
                body.write(0x30);
                body.flush();
            }
        });
        assertFails("no complete answer");
    }

    @Test
    void saysThatNobodyAnswersOrThatTheGuardForbidsIt() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertThatThrownBy(() -> client(URI.create("http://127.0.0.1:" + closed), Optional.empty())
                        .stamp(NOTE))
                .isInstanceOf(TimestampFailed.class)
                .hasMessageContaining("no answer");
        TimestampClient guarded = new TimestampClient(
                authority.url(), Optional.empty(), TimestampVerifier.trustingAnyone(), PATIENCE, uri -> {
                    throw new IllegalStateException("not there");
                });
        assertThatThrownBy(() -> guarded.stamp(NOTE))
                .isInstanceOf(TimestampFailed.class)
                .hasMessageContaining("guard");
    }

    private void assertFails(String why) {
        assertThatThrownBy(() -> client().stamp(NOTE))
                .isInstanceOf(TimestampFailed.class)
                .hasMessageContaining(why);
    }

    private TimestampClient client() {
        return client(authority.url(), Optional.empty());
    }

    private TimestampClient client(URI url, Optional<ASN1ObjectIdentifier> policy) {
        try {
            return new TimestampClient(
                    url, policy, TimestampVerifier.trusting(authority.rootPem()), PATIENCE, uri -> {});
        } catch (ProofFailed e) {
            throw new AssertionError(e);
        }
    }
}
