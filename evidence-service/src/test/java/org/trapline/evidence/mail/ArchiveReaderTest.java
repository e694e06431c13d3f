package org.trapline.evidence.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trapline.evidence.scenarios.Archives;

class ArchiveReaderTest {

    private static final UploadLimits LIMITS = new UploadLimits(2_000_000, 100, 50, MboxDialect.AUTO, held -> {});

    @ParameterizedTest
    @ValueSource(strings = {Uploads.ZIP, Uploads.TAR, Uploads.GZIP})
    void aMemberIsOneMessageExactlyAsItIs(String type) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("a.eml", "From someone\nSubject: a\n\nFrom is kept\r\n");
        members.put("deep/b.txt", "Subject: b\0\n");
        members.put("../../etc/passwd", "Subject: c\n");

        assertThat(read(type, Archives.of(type, members))).containsExactlyElementsOf(members.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {Uploads.ZIP, Uploads.TAR})
    void anMboxInsideIsSplit(String type) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("in.mbox", "From a\nS: 1\n\nFrom b\nS: 2\n");
        members.put("not.mbox", "S: 3\n");

        assertThat(read(type, Archives.of(type, members))).containsExactly("S: 1\n", "S: 2\n", "S: 3\n");
    }

    @Test
    void aMaildirsOwnFilesAreSkipped() throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("Maildir/cur/1:2,S", "S: 1\n");
        members.put("Maildir/new/2", "S: 2\n");
        members.put("Maildir/tmp/3", "half");
        members.put("Maildir/dovecot-uidlist", "3");
        members.put("Maildir/new/4", "");

        MessageStream stream = open(Uploads.TAR, Archives.of(Uploads.TAR, members));
        assertThat(all(stream)).containsExactly("S: 1\n", "S: 2\n");
        assertThat(stream.skipped()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {Uploads.ZIP, Uploads.TAR, Uploads.GZIP})
    void truncatedAnywhereItNamesTheFault(String type) throws IOException {
        byte[] whole = Archives.of(type, Map.of("a", "x".repeat(700), "b", "y".repeat(700)));
        // What is cut off the zeros that close a tar was no content.
        int content = type.equals(Uploads.TAR) ? 3 * 1024 : whole.length;
        for (int length = 1; length < content; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(type, cut))
                    .as("first %d bytes", length)
                    .isInstanceOf(MalformedUpload.class);
        }
    }

    /** Stored, shrunk, imploded, bzip2, zstd twice, xz, PPMd: where the size comes after the bytes, none of them ends by itself. */
    @ParameterizedTest
    @ValueSource(shorts = {0, 1, 6, 12, 20, 93, 95, 98})
    void aMemberWhoseEndCannotBeFoundIsNamed(short method) {
        ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0x04034b50).putShort((short) 20).putShort((short) 8).putShort(method);
        header.position(26).putShort((short) 5).putShort((short) 0);
        header.put("a.eml".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> read(Uploads.ZIP, header.array()))
                .isInstanceOfSatisfying(MalformedUpload.class, refused -> assertThat(refused.fault())
                        .isEqualTo("unreadable-member"));
    }

    @Test
    void bombsAndCrowdsAreRefused() throws IOException {
        Map<String, String> crowd = new LinkedHashMap<>();
        for (int i = 0; i < 101; i++) {
            crowd.put("m" + i, "x");
        }
        byte[] bomb = Archives.zeros(Uploads.ZIP, 150, 1_000_000);
        byte[] large = Archives.zeros(Uploads.ZIP, 1, 2_000_001);

        assertThatThrownBy(() -> read(Uploads.ZIP, Archives.of(Uploads.ZIP, crowd)))
                .hasMessageContaining("more than 100 members");
        assertThatThrownBy(() -> {
                    MessageStream stream = Uploads.open(
                            Uploads.ZIP,
                            new ByteArrayInputStream(bomb),
                            new UploadLimits(2_000_000, 1000, 50, MboxDialect.AUTO, held -> {}));
                    while (stream.next() != null) {
                        assertThat(stream).isNotNull();
                    }
                })
                .hasMessageContaining("50 times");
        assertThatThrownBy(() -> read(Uploads.ZIP, large)).hasMessageContaining("larger than");
    }

    @ParameterizedTest
    @ValueSource(chars = {'L', 'K', 'x', 'g'})
    void aHeaderThatWouldFillTheMemoryIsRefused(char type) throws IOException {
        byte[] bomb = Archives.longHeader(type, 40_000_000);

        assertThat(bomb.length).isLessThan(100_000);
        assertThatThrownBy(() -> read(Uploads.GZIP, bomb))
                .isInstanceOf(MalformedUpload.class)
                .hasMessageContaining("header");
    }

    @Test
    void aLongNameIsRead() throws IOException {
        String name = "d/".repeat(2000) + "m";

        assertThat(read(Uploads.TAR, Archives.of(Uploads.TAR, Map.of(name, "Subject: a\n"))))
                .containsExactly("Subject: a\n");
    }

    @Test
    void aBombAfterTheLastMemberIsRefused() throws IOException {
        byte[] bomb = Archives.gzip(new byte[150_000_000]);

        assertThatThrownBy(() -> read(Uploads.GZIP, bomb)).hasMessageContaining("50 times");
    }

    @Test
    void whatIsSkippedCountsToo() throws IOException {
        byte[] bomb = Archives.ofBytes(Uploads.ZIP, Map.of("tmp/a", new byte[150_000_000]));

        assertThatThrownBy(() -> read(Uploads.ZIP, bomb)).hasMessageContaining("50 times");
    }

    @Test
    void aStoredMemberWithoutItsSizeIsRefused() throws IOException {
        assertThatThrownBy(() -> read(Uploads.ZIP, Archives.storedWithoutSize("Subject: a\n")))
                .isInstanceOf(MalformedUpload.class)
                .hasMessageContaining("stored without its size");
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        for (String type : List.of(Uploads.ZIP, Uploads.TAR, Uploads.GZIP)) {
            assertThatThrownBy(() -> read(
                            type,
                            "Subject: a message\n\nnot an archive\n".repeat(50).getBytes(StandardCharsets.US_ASCII)))
                    .as(type)
                    .isInstanceOf(MalformedUpload.class);
        }
    }

    private static List<String> read(String type, byte[] archive) throws IOException {
        return all(open(type, archive));
    }

    private static MessageStream open(String type, byte[] archive) throws IOException {
        return Uploads.open(type, new ByteArrayInputStream(archive), LIMITS);
    }

    private static List<String> all(MessageStream stream) throws IOException {
        List<String> messages = new ArrayList<>();
        for (byte[] message = stream.next(); message != null; message = stream.next()) {
            messages.add(new String(message, StandardCharsets.UTF_8));
        }
        return messages;
    }
}
