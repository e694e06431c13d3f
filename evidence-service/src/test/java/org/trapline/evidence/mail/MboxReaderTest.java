package org.trapline.evidence.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MboxReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void splitsAtFromLinesAfterAnEmptyLine(String end) throws IOException {
        String mbox =
                "From a@b Mon Jan  1 00:00:00 2026" + end + "Subject: 1" + end + end + "text" + end + "From here on"
                        + end + ">From quoted" + end + end + "From c@d Mon Jan  1 00:00:00 2026" + end + "Subject: 2"
                        + end + end
                        + "text" + end + end;

        assertThat(split(mbox))
                .containsExactly(
                        "Subject: 1" + end + end + "text" + end + "From here on" + end + ">From quoted" + end,
                        "Subject: 2" + end + end + "text" + end);
    }

    @Test
    void takesOneEmptyLineAndNoMoreForTheSeparator() throws IOException {
        assertThat(split("From a\nS: 1\n\nx\n\n\n\nFrom b\nS: 2\n\ny")).containsExactly("S: 1\n\nx\n\n\n", "S: 2\n\ny");
    }

    @Test
    void believesAContentLengthThatEndsAtASeparator() throws IOException {
        String body = "line\n\nFrom the sea\n";

        assertThat(split("From a\nContent-Length: " + body.length() + "\n\n" + body + "\nFrom b\nS: 2\n\ny\n"))
                .containsExactly("Content-Length: " + body.length() + "\n\n" + body, "S: 2\n\ny\n");
    }

    @Test
    void doesNotBelieveAContentLengthThatEndsElsewhere() throws IOException {
        assertThat(split("From a\nContent-Length: 9\n\nx\n\nFrom b\nContent-Length: 99999999\n\ny\n"))
                .containsExactly("Content-Length: 9\n\nx\n", "Content-Length: 99999999\n\ny\n");
    }

    @Test
    void messagesWithoutAnythingInThemAreSkipped() throws IOException {
        assertThat(split("From a\n\nFrom b\nS: 2\n")).containsExactly("S: 2\n");
    }

    @Test
    void anEmptyMboxHasNoMessages() throws IOException {
        assertThat(split("")).isEmpty();
        assertThat(split("\n\r\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "F", "Subject: no From line\n\nx", "PK\u0003\u0004"})
    void whatDoesNotStartLikeAnMboxIsRefused(String content) {
        assertThatThrownBy(() -> split(content)).isInstanceOf(MalformedUpload.class);
    }

    @Test
    void aMessageAboveTheLimitIsRefused() {
        assertThatThrownBy(() -> split("From a\n" + "x".repeat(300_000) + "\n")).isInstanceOf(MalformedUpload.class);
    }

    @Test
    void givesTheSameMessagesHoweverTheBytesArrive() throws IOException {
        StringBuilder mbox = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String message = "Subject: " + i + "\n\n" + "z".repeat(i * 7 % 5000) + "\n";
            expected.add(message);
            mbox.append("From a\n").append(message).append('\n');
        }
        byte[] bytes = mbox.toString().getBytes(StandardCharsets.ISO_8859_1);

        assertThat(split(new ByteArrayInputStream(bytes))).isEqualTo(expected);
        assertThat(split(new OneByteAtATime(bytes))).isEqualTo(expected);
    }

    /** Of a thousand buffers some end within a separator, some within an empty line before the first. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void aBufferMayEndInAnyLine(String end) throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream mbox = new ByteArrayOutputStream();
        mbox.writeBytes(end.repeat(70_000).getBytes(StandardCharsets.US_ASCII));
        List<String> expected = new ArrayList<>();
        while (mbox.size() < 3_000_000) {
            String message = "Subject: " + expected.size() + end + end + "z".repeat(random.nextInt(300)) + end;
            expected.add(message);
            mbox.writeBytes(("From " + "a".repeat(random.nextInt(300)) + end + message + end)
                    .getBytes(StandardCharsets.US_ASCII));
        }

        for (int most : List.of(7, 1000, 4096, 65_536)) {
            InputStream arriving = new ByteArrayInputStream(mbox.toByteArray()) {
                @Override
                public synchronized int read(byte[] bytes, int from, int length) {
                    return super.read(bytes, from, Math.min(length, 1 + random.nextInt(most)));
                }
            };
            assertThat(split(arriving)).isEqualTo(expected);
        }
    }

    /** Each as a program of that dialect writes it: the bounds are exact, the quoting stays. */
    @ParameterizedTest
    @CsvSource({
        "MBOXO, LF",
        "MBOXRD, LF",
        "MBOXCL, LF",
        "MBOXCL2, LF",
        "MBOXO, CRLF",
        "MBOXRD, CRLF",
        "MBOXCL, CRLF",
        "MBOXCL2, CRLF"
    })
    void everyDialectGivesItsMessagesBackToTheByte(MboxDialect dialect, String end) throws IOException {
        List<String> bodies = List.of(
                "plain\n",
                "\nFrom the sea\n\nFrom a@b Mon Jan  1 00:00:00 2026\nSubject: inside\n\nmore\n",
                ">From quoted\n>>From twice\n From blank\n",
                "",
                "\n\n\n",
                "three empty lines at the end\n\n\n\n",
                "bare \r and \u0000 and \u00ff\n");
        StringBuilder mbox = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (String body : bodies) {
            String message = written(dialect, body, end.equals("CRLF") ? "\r\n" : "\n");
            expected.add(message);
            String lineEnd = end.equals("CRLF") ? "\r\n" : "\n";
            mbox.append("From a@b Mon Jan  1 00:00:00 2026")
                    .append(lineEnd)
                    .append(message)
                    .append(lineEnd);
        }

        assertThat(split(mbox.toString(), dialect)).isEqualTo(expected);
        assertThat(split(mbox.toString(), MboxDialect.AUTO)).isEqualTo(expected);
    }

    @Test
    void aLengthMayCountTheEmptyLineBeforeTheSeparator() throws IOException {
        assertThat(split("From a\nContent-Length: 9\n\nx\n\nFrom\n\nFrom b\nS: 2\n\ny\n"))
                .containsExactly("Content-Length: 9\n\nx\n\nFrom\n\n", "S: 2\n\ny\n");
    }

    @Test
    void aSenderWhoInventsALengthSwallowsNothingOfAQuotedMbox() throws IOException {
        String next = "S: 2\n\ny\n";
        String liar = "Content-Length: " + ("x\n\nFrom b\n" + next).length() + "\n\nx\n";
        String mbox = "From a\n" + liar + "\nFrom b\n" + next + "\n";

        for (MboxDialect quoted : List.of(MboxDialect.MBOXO, MboxDialect.MBOXRD, MboxDialect.MBOXCL)) {
            assertThat(split(mbox, quoted)).containsExactly(liar, next);
        }
        assertThat(split(mbox, MboxDialect.AUTO)).hasSize(1);
    }

    private static String written(MboxDialect dialect, String body, String lineEnd) {
        String quoted =
                switch (dialect) {
                    case MBOXRD -> body.replaceAll("(?m)^(>*From )", ">$1");
                    case MBOXO, MBOXCL -> body.replaceAll("(?m)^From ", ">From ");
                    default -> body;
                };
        String written = quoted.replace("\n", lineEnd);
        String length = dialect == MboxDialect.MBOXCL || dialect == MboxDialect.MBOXCL2
                ? "Content-Length: " + written.length() + lineEnd
                : "";
        return "Subject: one" + lineEnd + length + lineEnd + written;
    }

    private static List<String> split(String mbox) throws IOException {
        return split(mbox, MboxDialect.AUTO);
    }

    private static List<String> split(String mbox, MboxDialect dialect) throws IOException {
        return split(new ByteArrayInputStream(mbox.getBytes(StandardCharsets.ISO_8859_1)), dialect);
    }

    private static List<String> split(InputStream mbox) throws IOException {
        return split(mbox, MboxDialect.AUTO);
    }

    private static List<String> split(InputStream mbox, MboxDialect dialect) throws IOException {
        List<String> messages = new ArrayList<>();
        try (MboxReader reader = new MboxReader(mbox, new UploadLimits(200_000, 1, 1, dialect, held -> {}))) {
            for (byte[] message = reader.next(); message != null; message = reader.next()) {
                messages.add(new String(message, StandardCharsets.ISO_8859_1));
            }
        }
        return messages;
    }

    private static final class OneByteAtATime extends ByteArrayInputStream {
        OneByteAtATime(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] bytes, int from, int length) {
            return super.read(bytes, from, Math.min(length, 1));
        }
    }
}
