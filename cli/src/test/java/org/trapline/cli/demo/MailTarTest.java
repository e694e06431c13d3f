package org.trapline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class MailTarTest {
    private final TrapMailGenerator mail = new TrapMailGenerator(SpamRing.load(), 100);

    @Test
    void holdsEachMessageByteForByteInOrder() throws IOException {
        List<TrapMessage> messages =
                IntStream.range(0, 20).mapToObj(mail::message).toList();

        try (TarArchiveInputStream tar = new TarArchiveInputStream(MailTar.of(messages.iterator()))) {
            for (TrapMessage message : messages) {
                TarArchiveEntry entry = tar.getNextEntry();
                assertThat(entry.getName()).isEqualTo("%06d.eml".formatted(message.index()));
                assertThat(tar.readAllBytes()).isEqualTo(message.bytes());
            }
            assertThat(tar.getNextEntry()).isNull();
        }
    }

    @Test
    void isTheSameForTheSameMessages() throws IOException {
        byte[] once = MailTar.of(List.of(mail.message(3)).iterator()).readAllBytes();
        byte[] again = MailTar.of(List.of(mail.message(3)).iterator()).readAllBytes();

        assertThat(once).isEqualTo(again);
    }
}
