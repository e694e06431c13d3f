package org.trapline.evidence.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trapline.evidence.scenarios.ThirdPartyData;

class MailParserTest {

    @Test
    void readsHeaderTextAndLinks() {
        ParsedMail mail = parse("""
                From sender@example Mon Jan  1 00:00:00 2026
                From: =?utf-8?q?Jos=C3=A9?= <jose@shop.example>
                Subject: =?iso-8859-1?Q?Gr=FC=DFe?=
                 folded
                Date: Fri, 02 Jan 2026 03:04:05 +0100
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Caf=C3=A9 at http://www.pills.example/buy?x=3D1.
                --b
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: base64

                PGEgaHJlZj0iaHR0cHM6Ly9hLmIuc29mdC5leGFtcGxlLyI+Y2xpY2s8L2E+
                --b--
                """);

        assertThat(mail.from()).isEqualTo("José <jose@shop.example>");
        assertThat(mail.subject()).isEqualTo("Grüße folded");
        assertThat(mail.date()).isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
        assertThat(mail.text()).contains("Café at", "click");
        assertThat(mail.links())
                .containsExactlyInAnyOrder(
                        new LinkedHost("a.b.soft.example", "soft.example"),
                        new LinkedHost("www.pills.example", "pills.example"));
        assertThat(mail.defects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://WWW.Shop.Example./x,             www.shop.example, shop.example",
        "https://user:pw@shop.example:8443/,     shop.example,     shop.example",
        "http:\\\\shop.example\\x,               shop.example,     shop.example",
        "http://a.shop.co.uk/,                   a.shop.co.uk,     shop.co.uk",
        "http://x.someone.github.io/,            x.someone.github.io, someone.github.io",
        "http://b%C3%BCcher.example/,            xn--bcher-kva.example, xn--bcher-kva.example",
        "http://bücher.example/,                 xn--bcher-kva.example, xn--bcher-kva.example",
        "http://shop%2eexample/,                 shop.example,     shop.example",
        "http://192.0.2.7/x,                     192.0.2.7,        ",
        "http://3221225991/x,                    192.0.2.7,        ",
        "'http://[2001:db8::1]:80/',             2001:db8::1,      ",
        "http://co.uk/,                          co.uk,            "
    })
    void readsAHostAsABrowserWould(String url, String host, String site) {
        Links links = new Links();
        links.add(url);

        assertThat(links.hosts()).containsExactly(new LinkedHost(host, site));
    }

    @ParameterizedTest
    @CsvSource({
        "mailto:a@b.example",
        "javascript:alert(1)",
        "http://",
        "http://999.1.1.1/",
        "http://localhost/",
        "/x",
        "http://-/"
    })
    void whatLeadsToNoWebHostIsNoLink(String url) {
        Links links = new Links();
        links.add(url);

        assertThat(links.hosts()).isEmpty();
    }

    @Test
    void findsLinksInTextWithTheirPunctuation() {
        Links links = new Links();
        links.addText("See (http://a.example), <https://b.example/x>; or www.c.example. Not mail@www.d.example");

        assertThat(links.hosts())
                .extracting(LinkedHost::host)
                .containsExactly("a.example", "b.example", "www.c.example");
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(parse("no header at all\n").defects()).contains("no-header");
        assertThat(parse("Subject: a\0b\n\nx\n").defects()).contains("nul-bytes");
        assertThat(parse("Subject: a\0b\n\nx\n").subject()).isEqualTo("a b");
        assertThat(MailParser.parse("Subject: Grüße\n\nx\n".getBytes(StandardCharsets.ISO_8859_1)))
                .satisfies(mail -> assertThat(mail.defects()).contains("raw-8bit-header"))
                .satisfies(mail -> assertThat(mail.subject()).isEqualTo("Grüße"));
        assertThat(parse("Content-Type: text/plain; charset=iso-7163-9\n\nx\n").defects())
                .contains("unknown-charset");
        assertThat(parse("Date: yesterday\n\nx\n").defects()).contains("bad-date");
    }

    @Test
    void namesThePlaceOfEachFieldAndPart() {
        String message = "From x@y.example Mon Jan  1 00:00:00 2026\nSubject: one\n two\nX-A : b\n"
                + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n--b\n"
                + "Content-Type: message/rfc822\n\nSubject: inner\n\nsecond\n--b\n"
                + "Content-Type: image/gif; name=\"=?utf-8?q?=C3=A4.gif?=\"\nContent-Transfer-Encoding: base64\n"
                + "Content-Disposition: INLINE\n\nR0lG\n--b--\n";
        ParsedMail mail = parse(message);

        assertThat(mail.fields())
                .extracting(f -> at(message, f.offset(), f.length()))
                .containsExactly("Subject: one\n two\n", "X-A : b\n", "Content-Type: multipart/mixed; boundary=b\n");
        assertThat(mail.field("x-a")).map(HeaderField::value).contains("b");
        assertThat(mail.parts()).extracting(Part::path).containsExactly("1", "2.1", "3");
        assertThat(mail.parts())
                .extracting(p -> at(message, p.offset(), p.length()))
                .containsExactly("first", "second", "R0lG");
        assertThat(mail.parts().get(2)).satisfies(gif -> {
            assertThat(gif.fileName()).isEqualTo("ä.gif");
            assertThat(gif.disposition()).isEqualTo("inline");
            assertThat(gif.decodedSize()).isEqualTo(3);
            assertThat(gif.images()).isEqualTo(1);
        });
    }

    @Test
    void aPartInsideAnEncodedMessageHasThePlaceOfItsEncodedForm() {
        String message =
                "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKYm9keQ==\n";

        Part part = parse(message).parts().get(0);

        assertThat(part.text()).isEqualTo("body");
        assertThat(at(message, part.offset(), part.length())).isEqualTo("U3ViamVjdDogeAoKYm9keQ==\n");
    }

    @Test
    void findsFilesBetweenTheLinesOfAText() {
        ParsedMail mail = parse("Subject: x\n\nsee\nbegin 644 a b.txt\n#86)C\n`\nend\nbye\n");

        assertThat(mail.parts()).extracting(Part::path).containsExactly("1", "1.1");
        assertThat(mail.parts().get(1).fileName()).isEqualTo("a b.txt");
        assertThat(mail.parts().get(1).decodedSize()).isEqualTo(3);
    }

    private static String at(String message, int offset, int length) {
        return message.substring(offset, offset + length);
    }

    @ParameterizedTest
    @CsvSource({
        "=?utf-8?B?w6Q=?= =?utf-8?B?w7Y=?=,      äö",
        "=?utf-8?q?=C3?= =?utf-8?q?=A4?=,        ä",
        "=?utf-8?q?a b_c?= d,                    a b c d",
        "a =?utf-8?q?b?= c,                      a b c",
        "=?x-nobody?q?=E4?=,                     ä",
        "=?windows-1251?B?z/Do4uXy?=,            Привет",
        "=?utf-8?q?never ends,                   never ends",
        "=?utf-8?x?no?=,                         =?utf-8?x?no?=",
        "=?iso-8859-1*de?q?=FC?=,                ü"
    })
    void decodesEncodedWordsAlsoWhenTheyAreBroken(String field, String text) {
        assertThat(parse("Subject: " + field + "\n\nx\n").subject()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1250\" reply-type=ori, windows-1250, ž",
        "iso-8859-1,                    utf-8,        ž",
        "utf-8,                         windows-1252, é",
        "gb2312,                        GB18030,      買",
        "koi8-r,                        KOI8-R,       Ж",
        "big5,                          Big5,         買",
        "iso-2022-jp,                   ISO-2022-JP,  買",
        "ks_c_5601-1987,                x-windows-949, 살",
        "iso-7163-9,                    utf-8,        Ж",
        "'',                            ISO-2022-JP,  買"
    })
    void readsTextWhoseCharsetIsMissingOrWronglyNamed(String label, String real, String text) {
        byte[] head = ("Content-Type: text/plain" + (label.isEmpty() ? "" : "; charset=\"" + label) + "\n\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] body = text.getBytes(java.nio.charset.Charset.forName(real));

        assertThat(MailParser.parse(joined(head, body)).text()).contains(text);
    }

    private static byte[] joined(byte[] head, byte[] body) {
        byte[] raw = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, raw, head.length, body.length);
        return raw;
    }

    @Test
    void tellsAReplacementCharacterThatWasSentFromOneThatStandsForABadByte() {
        byte[] head = "Content-Type: text/plain; charset=windows-1252\n\n".getBytes(StandardCharsets.US_ASCII);
        byte[] sent = "Привет \ufffd".getBytes(StandardCharsets.UTF_8);
        byte[] bad = "Caf\u00e9 \u00ef\u00bf\u00bd".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(MailParser.parse(joined(head, sent)).text()).isEqualTo("Привет \ufffd\n");
        assertThat(MailParser.parse(joined(head, bad)).text()).isEqualTo("Caf\u00e9 \u00ef\u00bf\u00bd\n");
    }

    @Test
    void readsUtf7AndTheCharsetThatHtmlNames() {
        assertThat(parse("Content-Type: text/plain; charset=utf-7\n\nHi Mom -+Jjo--!\n")
                        .text())
                .contains("Hi Mom -☺-!");
        byte[] html = "Content-Type: text/html\n\n<meta charset=windows-1251><p>Привет"
                .getBytes(java.nio.charset.Charset.forName("windows-1251"));
        assertThat(MailParser.parse(html).text()).contains("Привет");
    }

    @Test
    void readsARawSubjectInTheCharsetOfTheText() {
        byte[] raw = "Subject: Привет\nContent-Type: text/plain; charset=koi8-r\n\nx\n"
                .getBytes(java.nio.charset.Charset.forName("KOI8-R"));

        assertThat(MailParser.parse(raw).subject()).isEqualTo("Привет");
    }

    @Test
    void namesABodyWithoutABlankLineBeforeIt() {
        assertThat(parse("Subject: a\nX-Mailer: b\n<html>\n<body>buy</body>\n").defects())
                .contains("no-blank-line");
        assertThat(parse("Subject: a\n folded\r\n\r\nbody\nbody\n").defects()).isEmpty();
        assertThat(parse("Subject: a\nstray\nFrom: b@c.example\n\nbody\n").defects())
                .containsExactly("broken-mime");
        assertThat(parse("Subject: no body\n").defects()).doesNotContain("no-blank-line");
    }

    @ParameterizedTest
    @CsvSource({"text/html", "image/gif"})
    void namesBadBase64(String type) {
        String head = "Content-Type: " + type + "\nContent-Transfer-Encoding: base64\n\n";

        assertThat(parse(head + "PGEg*!aHJlZj0iaHR0cHM6\n").defects()).contains("bad-base64");
        assertThat(parse(head + "PGEgaHJlZj0iaHR0cHM6L\n").defects()).contains("bad-base64");
        assertThat(parse(head + "PGEgaHJlZj0iaHR0cHM6\n").defects()).isEmpty();
    }

    @Test
    void namesAMultipartThatIsNotClosed() {
        String open = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nfirst\n"
                + "--b\nContent-Type: text/plain\n\nlast http://a.example/\n";

        assertThat(parse(open).defects()).contains("unclosed-multipart");
        assertThat(parse(open).links()).hasSize(1);
        assertThat(parse(open + "--b--\n").defects()).isEmpty();
    }

    @Test
    void namesAMultipartWithATransferEncoding() {
        for (String encoding : List.of("base64", "quoted-printable")) {
            assertThat(parse("Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: " + encoding
                                    + "\n\n--b\n\nx\n--b--\n")
                            .defects())
                    .as(encoding)
                    .contains("encoded-multipart");
        }
    }

    @Test
    void seesANulWhereverItStands() {
        for (int length = 20; length < 40; length++) {
            byte[] message = ("Subject: a\n\n" + "\u0001\u0080x".repeat(10))
                    .substring(0, length)
                    .getBytes(StandardCharsets.ISO_8859_1);
            assertThat(MailParser.parse(message).defects()).doesNotContain("nul-bytes");
            for (int at = 0; at < length; at++) {
                byte[] changed = message.clone();
                changed[at] = 0;
                assertThat(MailParser.parse(changed).defects())
                        .as("%d of %d", at, length)
                        .contains("nul-bytes");
            }
        }
    }

    @Test
    void staysQuickAndWholeWhateverTheShape() {
        String nested = "";
        for (int i = 0; i < 10_000; i++) {
            nested += i < 3000 ? "Content-Type: multipart/mixed; boundary=b" + i + "\n\n--b" + i + "\n" : "";
        }
        byte[] deep = nested.getBytes(StandardCharsets.US_ASCII);
        byte[] longLine = ("Subject: " + "x".repeat(20_000_000) + "\n\nx").getBytes(StandardCharsets.US_ASCII);
        byte[] manyParts = ("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(50_000))
                .getBytes(StandardCharsets.US_ASCII);

        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            assertThat(MailParser.parse(deep).defects()).contains("too-deep");
            assertThat(MailParser.parse(longLine).subject()).hasSize(998);
            assertThat(MailParser.parse(manyParts).defects()).contains("too-many-parts");
            assertThat(MailParser.parse(new byte[1_000_000]).defects()).contains("nul-bytes", "no-header");
        });
    }

    @Test
    void readsEveryThirdPartySampleWithoutAnException() throws IOException {
        try (Stream<Path> files = Files.walk(ThirdPartyData.folder("mime"))) {
            List<Path> samples = files.filter(Files::isRegularFile).toList();
            assertThat(samples).isNotEmpty();
            for (Path sample : samples) {
                byte[] raw = Files.readAllBytes(sample);
                assertThatCode(() -> MailParser.parse(raw))
                        .as(sample.toString())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void whereItFailsItselfTheMessageIsUnreadableAndNobodyIsStopped() {
        byte[] raw = "Subject: x\nDate: Mon, 7 Jan 2002 10:00:00 +0000\n\nhttp://shop.example/\n"
                .getBytes(StandardCharsets.US_ASCII);
        ParsedMail readable = MailParser.parse(raw);
        List<Throwable> faults = new ArrayList<>();

        ParsedMail mail = atTheEndOfTheStack(raw, faults::add);

        assertThat(readable.defects()).isEmpty();
        assertThat(mail).isEqualTo(ParsedMail.UNREADABLE);
        assertThat(faults).last().isInstanceOf(StackOverflowError.class);
    }

    /** Reads it where no room is left for the parser: a fault of its own, whatever the message. */
    private static ParsedMail atTheEndOfTheStack(byte[] raw, Consumer<Throwable> told) {
        try {
            return atTheEndOfTheStack(raw, told);
        } catch (StackOverflowError e) {
            return MailParser.parseForReceipt(raw, told);
        }
    }

    private static ParsedMail parse(String message) {
        return MailParser.parse(message.getBytes(StandardCharsets.UTF_8));
    }
}
