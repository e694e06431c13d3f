package org.trapline.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final Batch.Builder builder = new Batch.Builder();

    @Test
    void carriesEveryByteInOrderWhateverTheFilesAreCalled() throws IOException {
        byte[] odd = {0, (byte) 0xff, '\r', '\n', 0};
        byte[] block = new byte[512];
        for (String name : List.of("tmp/dovecot", "x".repeat(300), "naïve \n ✉.mbox", "-rf", "a\\b")) {
            builder.add(Path.of(name), odd);
        }
        builder.add(Path.of("block"), block);

        Map<String, byte[]> members = members(builder.build());

        assertThat(members.keySet())
                .containsExactly("000001.eml", "000002.eml", "000003.eml", "000004.eml", "000005.eml", "000006.eml");
        assertThat(members.get("000003.eml")).isEqualTo(odd);
        assertThat(members.get("000006.eml")).isEqualTo(block);
    }

    @Test
    void isTheSameAtEveryOpening() throws IOException {
        builder.add(Path.of("a"), "message".getBytes(StandardCharsets.US_ASCII));
        Batch batch = builder.build();

        try (InputStream first = batch.open();
                InputStream second = batch.open()) {
            assertThat(first).hasSameContentAs(second);
        }
    }

    @Test
    void knowsTheHashOfWhatItSends() {
        builder.add(Path.of("a"), "abc".getBytes(StandardCharsets.US_ASCII));

        assertThat(builder.build().entries()).singleElement().satisfies(entry -> {
            // FIPS 180-2, B.1
            assertThat(entry.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            assertThat(entry.size()).isEqualTo(3);
        });
    }

    @Test
    void isFullAfterEnoughMessagesOrEnoughBytes() {
        Batch.Builder many = new Batch.Builder();
        for (int i = 0; i < 499; i++) {
            many.add(Path.of("m" + i), new byte[] {1});
        }
        assertThat(many.full()).isFalse();
        many.add(Path.of("last"), new byte[] {1});
        assertThat(many.full()).isTrue();

        builder.add(Path.of("large"), new byte[17_000_000]);
        assertThat(builder.full()).isTrue();
    }

    private static Map<String, byte[]> members(Batch batch) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(batch.open())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                members.put(entry.getName(), tar.readAllBytes());
            }
        }
        return members;
    }
}
