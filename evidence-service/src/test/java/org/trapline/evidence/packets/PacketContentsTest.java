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

    @Test
    void saysUnderWhatAuthorityEachWasCollectedOrThatItIsNotKnown() {
        contents.add(ExhibitKind.TRAP_MESSAGE, receipt(null, null));
        contents.add(ExhibitKind.TRAP_MESSAGE, under("warrant 9"));
        contents.add(ExhibitKind.TRAP_MESSAGE, under("policy 3"));
        contents.add(ExhibitKind.TRAP_MESSAGE, under("warrant 9"));
        contents.add(ExhibitKind.TRAP_MESSAGE, null);

        assertThat(contents.authorities())
                .containsExactly(
                        "2 under: warrant 9",
                        "1 under: policy 3",
                        "1 without an authority on record",
                        "1 that came in for matters closed to whoever asked for this packet");
    }

    @Test
    void listsAHundredAuthoritiesAtMostAndCountsTheOthers() {
        for (int i = 0; i < 103; i++) {
            contents.add(ExhibitKind.TRAP_MESSAGE, under("order " + i));
        }

        assertThat(contents.authorities())
                .hasSize(101)
                .contains("1 under: order 99")
                .last()
                .isEqualTo("3 under others, which are in the file data/custody.jsonl");
    }

    private static Exhibit.Receipt under(String authority) {
        return new Exhibit.Receipt(Instant.EPOCH, "a test", null, new UUID(0, 1), "a person", authority, null, null);
    }

    private static Exhibit.Receipt receipt(@Nullable UUID trap, @Nullable Envelope envelope) {
        return new Exhibit.Receipt(Instant.EPOCH, "a test", trap, new UUID(0, 1), "a person", null, null, envelope);
    }
}
