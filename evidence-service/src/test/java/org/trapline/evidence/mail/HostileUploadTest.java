package org.trapline.evidence.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.HostileUploads;

/** Uploads that are there to do harm, read and parsed by a process of 64 MB of heap for messages of up to 10 MB. */
class HostileUploadTest {

    private static final UploadLimits LIMITS = new UploadLimits(10_000_000, 10_000, 50, MboxDialect.AUTO, held -> {});

    @Test
    void noneOfThemCostsMoreThanAFewMessages() throws Exception {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HostileUploadTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(reader.waitFor()).as(said).isZero();
        assertThat(said.lines())
                .containsExactly(
                        "zip bomb: archive-bomb after 11",
                        "gzip bomb: archive-bomb after 11",
                        "crowd of members: too-many-entries after 10000",
                        "tar with a huge name: header-too-large after 0",
                        "zip in a zip: 1 kept",
                        "names that lead away: 4 kept, 4 skipped",
                        "header line of 100 MB: message-too-large after 0",
                        "mbox line of 100 MB: message-too-large after 0",
                        "mbox of separators, 100 MB: 0 kept",
                        "gzip that stops: truncated-tar after 1",
                        "parts in parts: 1 kept [too-deep]",
                        "parts beside parts: 1 kept [too-many-parts]",
                        "header line within the limit: 1 kept",
                        "fields past counting: 1 kept [too-many-fields]",
                        "nothing but NUL: 1 kept [no-header, nul-bytes]");
    }

    public static void main(String[] arguments) throws IOException {
        say("zip bomb", Uploads.ZIP, HostileUploads.bomb(Uploads.ZIP, 9_000_000));
        say("gzip bomb", Uploads.GZIP, HostileUploads.bomb(Uploads.GZIP, 9_000_000));
        say("crowd of members", Uploads.ZIP, HostileUploads.crowd(10_001));
        say("tar with a huge name", Uploads.GZIP, HostileUploads.hugeName());
        say("zip in a zip", Uploads.ZIP, HostileUploads.nested());
        say("names that lead away", Uploads.TAR, HostileUploads.pathTricks("1"));
        say("header line of 100 MB", Uploads.MESSAGE, repeated("Subject: x", "x", 100_000_000));
        say("mbox line of 100 MB", Uploads.MBOX, repeated("From a\nSubject: x", "x", 100_000_000));
        say("mbox of separators, 100 MB", Uploads.MBOX, repeated("", "From a\n\n", 100_000_000));
        say("gzip that stops", Uploads.GZIP, HostileUploads.thatStops("1"));
        say("parts in parts", Uploads.MESSAGE, HostileUploads.nestedParts(10_000, "1"));
        say("parts beside parts", Uploads.MESSAGE, HostileUploads.siblingParts(100_000, "1"));
        say("header line within the limit", Uploads.MESSAGE, repeated("Subject: x", "x", 9_000_000));
        say("fields past counting", Uploads.MESSAGE, repeated("", "a:b\n", 9_000_000));
        say("nothing but NUL", Uploads.MESSAGE, new byte[9_000_000]);
    }

    private static void say(String what, String type, byte[] body) {
        say(what, type, new ByteArrayInputStream(body));
    }

    private static void say(String what, String type, InputStream body) {
        int messages = 0;
        Set<String> defects = new TreeSet<>();
        Set<String> expected = Set.of("too-deep", "too-many-parts", "too-many-fields", "nul-bytes", "no-header");
        try (MessageStream stream = Uploads.open(type, body, LIMITS)) {
            for (byte[] raw = stream.next(); raw != null; raw = stream.next()) {
                for (String defect : MailParser.parse(raw).defects()) {
                    if (type.equals(Uploads.MESSAGE) && expected.contains(defect)) {
                        defects.add(defect);
                    }
                }
                messages++;
            }
            String skipped = type.equals(Uploads.TAR) ? ", " + stream.skipped() + " skipped" : "";
            System.out.println(what + ": " + messages + " kept" + skipped + (defects.isEmpty() ? "" : " " + defects));
        } catch (MalformedUpload e) {
            System.out.println(what + ": " + e.fault() + " after " + messages);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static InputStream repeated(String lead, String text, int length) {
        byte[] again = text.getBytes(ISO_8859_1);
        InputStream rest = new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < length ? again[at++ % again.length] : -1;
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(lead.getBytes(ISO_8859_1)), rest);
    }
}
