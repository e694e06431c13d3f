package org.trapline.evidence.packets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.exhibits.Envelope;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitKind;

class PacketContentsTest {

    private static final Envelope ENVELOPE =
            new Envelope("s@mail.example", List.of("t@pool.example"), "192.0.2.7", 4711, "mail", null, "mx", "1");

    private final PacketContents contents = new PacketContents();

    @Test
    void tellsMailThatCameOverTheNetworkFromFilesAndTrapsFromOtherMail() {
        UUID trap = UUID.randomUUID();
        contents.add(ExhibitKind.TRAP_MESSAGE, receipt(trap, ENVELOPE));
        contents.add(ExhibitKind.TRAP_MESSAGE, receipt(trap, ENVELOPE));
        contents.add(ExhibitKind.MAIL, receipt(null, ENVELOPE));

        assertThat(contents.lines())
                .containsExactly(
                        "2 messages that came to traps by SMTP, over the network",
                        "1 message that came by SMTP, for which no trap is on record");
        assertThat(contents.traps()).isTrue();
        assertThat(contents.files()).isFalse();
        assertThat(contents.others()).isFalse();
    }

    @Test
    void claimsNoTrapAndNoMailWhereThereIsNone() {
        contents.add(ExhibitKind.RDAP_RESPONSE, receipt(null, null));
        contents.add(ExhibitKind.CUSTODY_JOURNAL, null);

        assertThat(contents.lines()).hasSize(2).allMatch(l -> l.startsWith("1 "));
        assertThat(contents.traps()).isFalse();
        assertThat(contents.files()).isFalse();
        assertThat(contents.mail()).isFalse();
        assertThat(contents.others()).isTrue();
    }

    private static Exhibit.Receipt receipt(@Nullable UUID trap, @Nullable Envelope envelope) {
        return new Exhibit.Receipt(Instant.EPOCH, "a test", trap, new UUID(0, 1), "a person", envelope);
    }
}
