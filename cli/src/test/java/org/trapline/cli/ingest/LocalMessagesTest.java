package org.trapline.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalMessagesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void mboxIsItsSeparatorsItsMessagesAndTheEmptyLineAfterEach(String end) throws IOException {
        String first = "Subject: 1" + end + end + "x" + end + "From here on it is text" + end;
        String second = "Subject: 2" + end + end + "two empty lines follow" + end + end;
        String mbox = end + "From a" + end + first + end + "From b" + end + end + "From c" + end + second + end;

        assertThat(compare("a.mbox", mbox, first, second)).isEqualTo(identical(2));
        assertThat(compare("b.mbox", "From a" + end + "no end", "no end")).isEqualTo(identical(1));
    }

    @Test
    void mboxMessageThatHoldsASeparatorIsTakenAsItsReceiptSays() throws IOException {
        String message = "Content-Length: 11\n\nx\n\nFrom me\n";

        assertThat(compare("a.mbox", "From a\n" + message + "\nFrom b\ny\n", message, "y\n"))
                .isEqualTo(identical(2));
    }

    @Test
    void mboxThatItsReceiptsDoNotAccountForIsDifferent() throws IOException {
        String mbox = "From a\none\n\nFrom b\ntwo\n\n";

        assertThat(compare("a.mbox", mbox, "one\n", "TWO\n")).satisfies(comparison -> {
            assertThat(comparison.identical()).isEqualTo(1);
            assertThat(comparison.difference()).contains("a.mbox: message 2 is ");
        });
        assertThat(compare("a.mbox", mbox, "one\n").difference()).contains("no receipt for message 2");
        assertThat(compare("a.mbox", mbox, "one\n", "two\n", "three\n").difference())
                .contains("fewer messages than receipts");
        assertThat(compare("a.mbox", mbox, "one").difference()).contains("message 1 goes on");
        assertThat(compare("a.mbox", "x" + mbox, "one\n", "two\n").difference())
                .contains("does not begin with a separator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.zip", "m.tar", "m.tar.gz"})
    void membersOfAnArchiveAreComparedOneByOne(String name) throws IOException {
        Path archive = folder.resolve(name);
        Map<String, String> members = new LinkedHashMap<>();
        members.put("box/cur/1", "one");
        members.put("box/cur/empty", "");
        members.put("box/dovecot-uidlist", "not mail");
        members.put("box/2.mbox", "From a\ntwo\n\nFrom b\nthree\n");
        members.put("box/3.mbox", "only called so");
        pack(archive, members);

        assertThat(compare(archive, "one", "two\n", "three\n", "only called so"))
                .isEqualTo(identical(4));
        assertThat(compare(archive, "one", "two\n", "3\n", "only called so")).satisfies(comparison -> {
            assertThat(comparison.identical()).isEqualTo(2);
            assertThat(comparison.difference()).contains("member box/2.mbox: message 3 is ");
        });
    }

    @Test
    void fileThatIsGoneIsADifference() {
        assertThat(compare(folder.resolve("gone.tar"), "one").difference()).contains("cannot be read again");
    }

    private static LocalMessages.Comparison identical(int messages) {
        return new LocalMessages.Comparison(messages, "");
    }

    private LocalMessages.Comparison compare(String name, String content, String... messages) throws IOException {
        return compare(Files.writeString(folder.resolve(name), content), messages);
    }

    private static LocalMessages.Comparison compare(Path file, String... messages) {
        List<Tally.Receipt> receipts = new ArrayList<>();
        for (String message : messages) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            receipts.add(new Tally.Receipt(Sha256.of(bytes), bytes.length, null));
        }
        return LocalMessages.compare(new MailFile(file, MailFile.Form.of(file), 0), receipts);
    }

    private static void pack(Path archive, Map<String, String> members) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        String name = archive.toString();
        try (OutputStream out = name.endsWith("gz") ? new GZIPOutputStream(packed) : packed) {
            if (name.endsWith("zip")) {
                zip(out, members);
            } else {
                tar(out, members);
            }
        }
        Files.write(archive, packed.toByteArray());
    }

    private static void zip(OutputStream out, Map<String, String> members) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, String> member : members.entrySet()) {
            zip.putNextEntry(new ZipEntry(member.getKey()));
            zip.write(member.getValue().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        zip.finish();
    }

    private static void tar(OutputStream out, Map<String, String> members) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        for (Map.Entry<String, String> member : members.entrySet()) {
            byte[] bytes = member.getValue().getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
            entry.setSize(bytes.length);
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
        }
        tar.finish();
    }
}
