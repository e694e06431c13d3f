package org.trapline.evidence.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes are, a reader of outside input answers: a message with its defects, a list of messages, or a refusal that
 * says why. As a test each target takes the inputs of {@link FuzzSeeds}; {@code -Pfuzz} has it look for more (CONTRIBUTING.md).
 */
@Tag("fuzz")
class ParserFuzzTest {

    private static final int MESSAGE_SIZE = 100_000;
    private static final int MOST_TEXT = 1024 * 1024 + 2 * 1024;

    @MethodSource("messages")
    @FuzzTest
    void message(byte[] raw) {
        ParsedMail mail = MailParser.parse(raw);

        int last = 0;
        for (HeaderField field : mail.fields()) {
            assertThat(field.offset()).as("fields follow each other").isGreaterThanOrEqualTo(last);
            last = field.offset() + field.length();
            assertThat(last).as("end of field").isGreaterThan(field.offset()).isLessThanOrEqualTo(raw.length);
            assertStorable(field.value());
        }
        assertThat(mail.field("Subject").map(HeaderField::value))
                .as("subject")
                .isEqualTo(Optional.ofNullable(mail.subject()));
        assertThat(mail.field("From").map(HeaderField::value)).as("sender").isEqualTo(Optional.ofNullable(mail.from()));
        for (Part part : mail.parts()) {
            assertThat(part.offset()).as("part").isNotNegative();
            assertThat(part.length()).as("part").isNotNegative();
            assertThat(part.offset() + part.length()).as("end of part").isLessThanOrEqualTo(raw.length);
            assertThat(part.decodedSize()).as("decoded").isNotNegative();
        }
        assertThat(mail.text().length()).as("text").isLessThan(MOST_TEXT);
        assertThat(mail.hiddenText().length()).as("hidden text").isLessThan(MOST_TEXT);
        assertThat(mail.text().indexOf('\0'))
                .as("NUL, which the database refuses")
                .isNegative();
        assertStorable(String.valueOf(mail.subject()));
        assertStorable(String.valueOf(mail.from()));
        mail.links().forEach(ParserFuzzTest::assertHost);
        assertThat(MailParser.parse(raw)).as("the same bytes read again").isEqualTo(mail);
    }

    @MethodSource("mailboxes")
    @FuzzTest
    void mbox(byte[] raw) throws IOException {
        for (MboxDialect dialect : MboxDialect.values()) {
            List<byte[]> messages = new ArrayList<>();
            int skipped;
            try (MboxReader reader = new MboxReader(
                    new ByteArrayInputStream(raw), new UploadLimits(MESSAGE_SIZE, 1, 1, dialect, held -> {}))) {
                for (byte[] message = reader.next(); message != null; message = reader.next()) {
                    messages.add(message);
                }
                skipped = reader.skipped();
            } catch (MalformedUpload refused) {
                assertThat(refused.fault()).isIn("not-an-mbox", "message-too-large");
                continue;
            }
            assertSameBytes(raw, messages, skipped);
            assertThat(inSmallReads(raw, dialect))
                    .as("%s read bit by bit", dialect)
                    .containsExactlyElementsOf(messages);
        }
    }

    @MethodSource("archives")
    @FuzzTest
    void archive(byte[] raw) throws IOException {
        for (String type : List.of(Uploads.ZIP, Uploads.TAR, Uploads.GZIP)) {
            UploadLimits limits = new UploadLimits(MESSAGE_SIZE, 100, 20, MboxDialect.AUTO, held -> {});
            int messages = 0;
            try (MessageStream stream = Uploads.open(type, new ByteArrayInputStream(raw), limits)) {
                for (byte[] message = stream.next(); message != null; message = stream.next()) {
                    assertThat(message.length).as("message").isBetween(1, MESSAGE_SIZE);
                    messages++;
                }
                assertThat(stream.skipped()).as("skipped").isLessThanOrEqualTo(Math.max(100, raw.length));
            } catch (MalformedUpload refused) {
                assertThat(refused.fault()).isNotBlank();
            }
            // An mbox in a member needs two bytes a message at least, and a member is not compressed a thousand times.
            assertThat(messages).as("messages").isLessThanOrEqualTo(100 + raw.length * 1000);
        }
    }

    @MethodSource("texts")
    @FuzzTest
    void links(byte[] raw) {
        String text = new String(raw, UTF_8);
        int[] from = {0};
        TextLinks.find(text, (url, bare) -> {
            int at = text.indexOf(url, from[0]);
            assertThat(at).as("a link stands in the text, after the one before").isNotNegative();
            from[0] = at + url.length();
        });
        Links links = new Links();
        links.addText(text);
        links.add("http://" + text);
        HtmlText shown = HtmlText.read(text, links);

        links.hosts().forEach(ParserFuzzTest::assertHost);
        for (Link link : links.links()) {
            assertStorable(link.target());
            assertStorable(link.shown());
        }
        assertThat(shown.visible().length()).as("shown").isLessThan(MOST_TEXT);
    }

    @MethodSource("texts")
    @FuzzTest
    void subject(byte[] raw) {
        String stated = new String(raw, ISO_8859_1);
        assertStorable(Headers.storable(EncodedWords.decode(stated)));
        ContentField.parse(stated);
        MailDate.parse(stated);
        assertThat(MailParser.parse(("Subject: " + stated + "\n\n").getBytes(ISO_8859_1)))
                .isNotNull();

        String text = new String(raw, UTF_8);
        byte[] encoded = text.getBytes(UTF_8);
        int half = encoded.length / 2;
        String both = base64Word(Arrays.copyOf(encoded, half)) + "\t "
                + quotedWord(Arrays.copyOfRange(encoded, half, encoded.length));
        // A word whose bytes are ASCII alone is ASCII, so that only text of one kind can be told to come back as it
        // was.
        assertThat(EncodedWords.decode(both))
                .as("cut anywhere, also inside a character")
                .isEqualTo(text);
    }

    /** From line, message and empty line, one after the other, are the file: nothing is left out and nothing is twice. */
    private static void assertSameBytes(byte[] raw, List<byte[]> messages, int skipped) {
        int at = 0;
        for (int empty = emptyLine(raw, at); empty > 0; empty = emptyLine(raw, at)) {
            at += empty;
        }
        int next = 0;
        int without = 0;
        while (at < raw.length) {
            assertThat(startsWithFrom(raw, at)).as("separator at %d", at).isTrue();
            at = lineEnd(raw, at);
            byte[] message = next < messages.size() ? messages.get(next) : new byte[0];
            int after = at + emptyLine(raw, at);
            boolean nothing = after == raw.length || (after > at && startsWithFrom(raw, after));
            if (!nothing
                    && message.length > 0
                    && at + message.length <= raw.length
                    && Arrays.equals(raw, at, at + message.length, message, 0, message.length)) {
                at += message.length;
                next++;
            } else {
                without++;
            }
            at += emptyLine(raw, at);
        }
        assertThat(next).as("messages found again").isEqualTo(messages.size());
        assertThat(without).as("separators without a message").isEqualTo(skipped);
    }

    private static List<byte[]> inSmallReads(byte[] raw, MboxDialect dialect) throws IOException {
        ByteArrayInputStream small = new ByteArrayInputStream(raw) {
            @Override
            public int read(byte[] bytes, int from, int length) {
                return super.read(bytes, from, Math.min(length, 7));
            }
        };
        List<byte[]> messages = new ArrayList<>();
        try (MboxReader reader = new MboxReader(small, new UploadLimits(MESSAGE_SIZE, 1, 1, dialect, held -> {}))) {
            for (byte[] message = reader.next(); message != null; message = reader.next()) {
                messages.add(message);
            }
        }
        return messages;
    }

    private static boolean startsWithFrom(byte[] raw, int at) {
        byte[] from = "From ".getBytes(ISO_8859_1);
        return at + from.length <= raw.length && Arrays.equals(raw, at, at + from.length, from, 0, from.length);
    }

    private static int lineEnd(byte[] raw, int at) {
        int end = at;
        while (end < raw.length && raw[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, raw.length);
    }

    private static int emptyLine(byte[] raw, int at) {
        if (at < raw.length && raw[at] == '\n') {
            return 1;
        }
        return at + 1 < raw.length && raw[at] == '\r' && raw[at + 1] == '\n' ? 2 : 0;
    }

    private static void assertHost(LinkedHost host) {
        assertThat(host.host()).as("host").isNotEmpty().isLowerCase().hasSizeLessThanOrEqualTo(253);
        assertThat(host.host().chars()).as("host").allMatch(c -> c > ' ' && c < 0x7f);
        String address = host.host().indexOf(':') >= 0 ? "[" + host.host() + "]" : host.host();
        assertThat(Urls.target("http://" + address + "/").map(Urls.Target::host))
                .as("a host stands for itself")
                .contains(host.host());
    }

    private static void assertStorable(String value) {
        assertThat(value.chars()).as("what is stored").noneMatch(c -> c < 0x20 || c == 0x7f);
        assertThat(UTF_8.newEncoder().canEncode(value)).as("half a character").isTrue();
    }

    private static String base64Word(byte[] bytes) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
    }

    private static String quotedWord(byte[] bytes) {
        StringBuilder word = new StringBuilder("=?UTF-8?q?");
        for (byte b : bytes) {
            word.append(String.format("=%02X", b & 0xff));
        }
        return word.append("?=").toString();
    }

    static Stream<byte[]> messages() {
        return FuzzSeeds.messages();
    }

    static Stream<byte[]> mailboxes() {
        return FuzzSeeds.mailboxes();
    }

    static Stream<byte[]> archives() {
        return FuzzSeeds.archives();
    }

    static Stream<byte[]> texts() {
        return FuzzSeeds.texts();
    }
}
