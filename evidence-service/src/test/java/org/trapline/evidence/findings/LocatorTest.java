package org.trapline.evidence.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trapline.evidence.findings.ExhibitFindings.ByteRange;
import org.trapline.evidence.mail.MailHeader;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.mail.ParsedMail;
import org.trapline.evidence.mail.Part;

class LocatorTest {

    static Stream<Arguments> encoded() {
        return Stream.of(
                Arguments.of(
                        "7bit",
                        "text/plain; charset=us-ascii",
                        "Chairs. To unsubscribe write.",
                        "unsubscribe",
                        "unsubscribe"),
                Arguments.of(
                        "quoted-printable",
                        "text/plain; charset=utf-8",
                        "Caf=C3=A9 =\r\nun=\r\nsub=73cribe now",
                        "unsubscribe",
                        "un=\r\nsub=73cribe"),
                Arguments.of(
                        "8bit",
                        "text/html; charset=utf-8",
                        "<p>Ch\u00e4ir <b>un</b>sub&#115;cribe</p>",
                        "unsubscribe",
                        "un</b>sub&#115;cribe"),
                Arguments.of(
                        "8bit",
                        "text/html; charset=utf-8",
                        "<i title='unsubscribe'>x</i><br>opt   out&nbsp;here",
                        "opt out",
                        "opt   out"));
    }

    @ParameterizedTest
    @MethodSource("encoded")
    void findsTheRawBytesOfWords(String encoding, String type, String body, String words, String raw) {
        Message message = message(encoding, type, body);

        ByteRange range = new Locator(message).range(mark(message, words));

        assertThat(range.exact()).isTrue();
        assertThat(new String(message.raw(), range.offset(), range.length(), StandardCharsets.UTF_8))
                .isEqualTo(raw);
    }

    @Test
    void findsThemInBase64() {
        String text = "Chairs, tables and more. To unsubscribe write to us.";
        Message message = message(
                "base64",
                "text/plain",
                Base64.getMimeEncoder(20, new byte[] {'\r', '\n'}).encodeToString(text.getBytes()));

        ByteRange range = new Locator(message).range(mark(message, "unsubscribe"));

        String cited = new String(message.raw(), range.offset(), range.length(), StandardCharsets.UTF_8);
        assertThat(range.exact()).isTrue();
        assertThat(range.length()).isLessThan(24);
        assertThat(message.raw()).containsSequence(cited.getBytes());
    }

    @Test
    void takesTheWholePartForWordsThatAreNotThere() {
        Message message = message("7bit", "text/plain", "Chairs");

        ByteRange range = new Locator(message).range(mark(message, "tables"));

        assertThat(range.exact()).isFalse();
        assertThat(range.length()).isEqualTo("Chairs".length());
    }

    private static Mark mark(Message message, String words) {
        Part part = message.mail().parts().get(0);
        return new Mark(words, part.offset(), part.length(), part.path(), 0);
    }

    /** Places of parts are the parser's; here they are the test's own. */
    private static Message message(String encoding, String type, String body) {
        String header = "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: " + type + "\r\nContent-Transfer-Encoding: "
                + encoding + "\r\n\r\n";
        byte[] raw = (header + body).getBytes(StandardCharsets.UTF_8);
        ParsedMail mail = MailParser.parseOrUnreadable(raw);
        Part part = mail.parts().get(0);
        int offset = header.length();
        Part placed = new Part(
                part.path(),
                part.mediaType(),
                part.charset(),
                null,
                null,
                offset,
                raw.length - offset,
                part.decodedSize(),
                part.text(),
                "",
                part.html(),
                0);
        ParsedMail parsed = new ParsedMail(
                mail.subject(),
                null,
                null,
                mail.text(),
                "",
                mail.links(),
                List.of(),
                MailHeader.of(mail.fields(), List.of()),
                List.of(placed));
        return new Message(raw, parsed, null, null, null, null);
    }
}
