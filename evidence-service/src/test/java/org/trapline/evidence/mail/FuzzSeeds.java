package org.trapline.evidence.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.trapline.evidence.scenarios.Archives;

/** Inputs of the fuzz targets: invented ones, what fuzzing found, made small and written anew, and when fuzzing the samples. */
final class FuzzSeeds {

    /** Larger ones make fuzzing slow and show nothing more. */
    private static final long LARGEST_SAMPLE = 20_000;

    private FuzzSeeds() {}

    static Stream<byte[]> messages() {
        return seeds(
                "mime",
                "Subject: a\n\nb\n",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n",
                "Content-Type: multipart/digest; boundary=\"b\"\n\n--b\n\nSubject: x\n\ny\n--b\n",
                "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKeQ==",
                "Content-Type: text/html\n\n<a href='http://0x7f.1/'>www.a.example</a><p hidden>x",
                "Received: from a (b [1.2.3.4]) by c; Fri, 02 Jan 2026 03:04:05 +0100\n\nbegin 644 a\n#86)C\n`\nend\n",
                "Received: from [:::::::]\n\n",
                "From leads\nSubject : a\n b\n\tc\nno field\n\n",
                "\0",
                "\n",
                "");
    }

    static Stream<byte[]> mailboxes() {
        return seeds(
                "mime/mime4j/mbox",
                "From a\nSubject: x\n\nb\n\nFrom b\nContent-Length: 2\n\nc\n\nFrom c\n",
                "From a\nContent-Length: 12\n\nFrom inside\n\nFrom b\r\nS: y\r\n\r\nz\r\n\r\n",
                "From a\n\nFrom b\n\n\nFrom c\nx",
                "From ",
                "\r\n\r\nFrom a\r\n\r\n");
    }

    static Stream<byte[]> archives() {
        try {
            Map<String, String> members =
                    Map.of("a.mbox", "From a\nS: 1\n\nFrom b\nS: 2\n", "b", "S: 3\n", "tmp/c", "S: 4\n");
            return Stream.of(
                    Archives.of(Uploads.ZIP, members),
                    Archives.of(Uploads.TAR, members),
                    Archives.of(Uploads.GZIP, members),
                    Archives.longHeader('x', 600),
                    Archives.longHeader('L', 600),
                    Archives.storedWithoutSize("S: 1\n"),
                    new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<byte[]> texts() {
        return seeds(
                "url",
                "http://a.example/?u=http%3A%2F%2Fb.example",
                "<a href='http://0x7f.1/'>www.x.com</a><div style='font-size:1e9px;color:rgb(1,2'>x",
                "=?utf-8?q?=C3?= =?utf-8?b?w6Q=?= =?x?q?",
                "text/plain; a*1*=utf-8''%; a*0=\"x\\",
                "http://[::1]:8/ http://user@a.example. hxxp://b[.]example www.",
                "a.b.c.com.",
                "http://[::",
                "+AGE-");
    }

    /** Invented ones, and when it fuzzes the third-party ones of a folder too, read where they lie. */
    private static Stream<byte[]> seeds(String folder, String... invented) {
        Stream<byte[]> own = Arrays.stream(invented).map(s -> s.getBytes(ISO_8859_1));
        String data = System.getenv("TRAPLINE_TEST_DATA");
        Path samples = Path.of(data == null ? "none" : data, folder);
        if (System.getenv("JAZZER_FUZZ") == null || !Files.exists(samples)) {
            return own;
        }
        try (Stream<Path> files = Files.walk(samples)) {
            List<byte[]> found = files.filter(Files::isRegularFile)
                    .filter(f -> f.toFile().length() < LARGEST_SAMPLE)
                    .map(FuzzSeeds::bytes)
                    .toList();
            return Stream.concat(own, found.stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
