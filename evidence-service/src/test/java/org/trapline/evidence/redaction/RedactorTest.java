package org.trapline.evidence.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trapline.verifier.Commitments;
import org.trapline.verifier.ExhibitContent;
import org.trapline.verifier.RedactedCopy;
import org.trapline.verifier.TreeHash;

class RedactorTest {

    private static final byte[] SECRET = new byte[32];
    private static final String FROM = "From: Cheap Pills <offers@pills.example>\r\n";

    private static final List<String> METADATA = List.of(
            "exhibit=1",
            "kind=TRAP_MESSAGE",
            "media-type=message/rfc822",
            "received=now",
            "source=mailbox 7",
            "trap=2");

    private final RecipientNames names =
            RecipientNames.of(List.of("vera@mailpool.example"), List.of("spamhole.example"));

    @Test
    void aLinkIsShownUnlessItMayBeDifferentForEachRecipient() {
        assertThat(shown(FROM + "\r\nGo to http://pills.example/buy/now today")).contains("buy/now");
        for (String link : List.of(
                "http://pills.example/?u=1",
                "https://pills.example/o/8841972",
                "http://a8f3k2q9.pills.example/",
                "http://pills.example/u/x7Kf93mQ",
                "http://pills.example/#vx",
                "www.pills.example/unsubscribe?x")) {
            assertThat(shown(FROM + "\r\nGo to " + link + " today")).as(link).doesNotContain("pills.example/", "www");
        }
    }

    @Test
    void aHopIsShownWithoutWhomItWasFor() {
        String shown =
                shown("Received: from relay.example (relay.example [192.0.2.7])\r\n\tby mx.pool.example (Postfix)\r\n"
                        + "\twith ESMTP id 4F2A19\r\n\tfor <someone@pool.example>; Mon, 23 Nov 2026 10:00:00 +0000\r\n"
                        + FROM
                        + "To: someone@pool.example\r\nX-Anything: 1\r\n\r\ntext\r\n");

        assertThat(shown).contains("[192.0.2.7]", FROM, "\r\ntext").doesNotContain("4F2A19", "someone", "X-Anything");
    }

    @Test
    void aTrapDomainAndAShortNameAreWithheld() {
        assertThat(shown(FROM + "Subject: news from spamhole.example\r\n\r\nDear Vera,"))
                .doesNotContain("spamhole", "Vera");
        assertThat(shown(FROM + "Subject: several average verandas\r\n\r\ntext"))
                .contains("several average verandas");
    }

    @Test
    void whatIsNoTextIsWithheld() {
        byte[] noise = new byte[300];
        new Random(1).nextBytes(noise);
        String attached = Base64.getMimeEncoder().encodeToString(noise);

        assertThat(shown(FROM + "\r\n" + attached + "\r\n")).doesNotContain(attached.substring(0, 20));
        assertThat(shown(FROM + "\r\nab\u0001cd")).doesNotContain("ab");
        assertThat(shown(FROM + "\r\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        ("A text for all to read. ".repeat(9)).getBytes(StandardCharsets.US_ASCII))
                        + "\r\n"))
                .contains("QSB0ZXh0");
    }

    @Test
    void ofWhatCannotBeLookedThroughTheBodyIsWithheld() {
        assertThat(shown(FROM + "\r\n" + "good text ".repeat(110_000)))
                .contains(FROM)
                .doesNotContain("good text");
        assertThat(shown(FROM + "good text without an end of the header\r\n".repeat(3000)))
                .doesNotContain("good text");
    }

    @Test
    void hashSourceTrapAndRecipientAreNeverShown() {
        ExhibitContent content = new ExhibitContent(
                new byte[32],
                METADATA,
                List.of(
                        "mail-from=a@b.example",
                        "rcpt-to=c@d.example",
                        "client-ip=192.0.2.7",
                        "client-port=4711",
                        "helo=mail",
                        "tls=",
                        "server-host=mx",
                        "queue-id=1"),
                (FROM + "\r\ntext").getBytes(StandardCharsets.US_ASCII),
                true);

        List<String> fields = new Redactor(names, content, true)
                .copy(SECRET).parts().stream()
                        .filter(p -> p.kind() < ExhibitContent.HEADER_LINE && p.content() != null)
                        .map(p -> new String(p.content(), StandardCharsets.US_ASCII))
                        .toList();

        assertThat(fields)
                .containsExactly(
                        "exhibit=1",
                        "kind=TRAP_MESSAGE",
                        "media-type=message/rfc822",
                        "received=now",
                        "client-ip=192.0.2.7",
                        "client-port=4711",
                        "helo=mail",
                        "tls=");
    }

    @Test
    void ofAReceiptThatTheReaderMayNotKnowOfNothingIsShown() {
        byte[] raw = (FROM + "\r\ntext").getBytes(StandardCharsets.US_ASCII);
        ExhibitContent content = new ExhibitContent(TreeHash.sha256().digest(raw), METADATA, List.of(), raw, true);

        RedactedCopy copy = new Redactor(names, content, false).copy(SECRET);

        assertThat(copy.parts().subList(0, 7).stream().filter(p -> p.content() != null))
                .extracting(p -> new String(p.content(), StandardCharsets.US_ASCII))
                .containsExactly("exhibit=1");
        assertThat(copy.message()).isEqualTo(raw);
        assertThat(copy.leafData()).isEqualTo(Commitments.leafData(SECRET, content));
    }

    private String shown(String message) {
        byte[] raw = message.getBytes(StandardCharsets.ISO_8859_1);
        ExhibitContent content = new ExhibitContent(TreeHash.sha256().digest(raw), METADATA, List.of(), raw, true);
        RedactedCopy copy = new Redactor(names, content, true).copy(SECRET);
        assertThat(copy.leafData()).isEqualTo(Commitments.leafData(SECRET, content));
        return new String(copy.message(), StandardCharsets.ISO_8859_1);
    }
}
