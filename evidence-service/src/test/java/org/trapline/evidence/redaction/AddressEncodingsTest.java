package org.trapline.evidence.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.AddressEncodings;
import org.trapline.evidence.scenarios.BruteDecoder;
import org.trapline.verifier.Commitments;
import org.trapline.verifier.ExhibitContent;
import org.trapline.verifier.RedactedCopy;
import org.trapline.verifier.TreeHash;

class AddressEncodingsTest {

    private static final byte[] SECRET = new byte[32];

    private final RecipientNames names = RecipientNames.of(List.of(AddressEncodings.ADDRESS), List.of());

    @Test
    void noCopyGivesTheAddressAwayAndEachOneIsOfItsLeaf() {
        BruteDecoder washer = new BruteDecoder(AddressEncodings.ADDRESS);
        Map<String, byte[]> messages = AddressEncodings.messages();
        List<String> leaks = new ArrayList<>();
        List<String> nothingShown = new ArrayList<>();
        for (Map.Entry<String, byte[]> message : messages.entrySet()) {
            RedactedCopy copy = copy(message.getValue());
            washer.leak(copy.message()).ifPresent(leak -> leaks.add(message.getKey()));
            if (!message.getKey().endsWith("in the header")
                    && copy.parts().stream()
                            .noneMatch(p -> p.kind() == ExhibitContent.BODY_BLOCK && p.content() == null)) {
                leaks.add(message.getKey() + " is shown");
            }
            if (copy.parts().stream().noneMatch(p -> p.kind() == ExhibitContent.BODY_BLOCK && p.content() != null)) {
                nothingShown.add(message.getKey());
            }
        }

        assertThat(messages).hasSizeGreaterThanOrEqualTo(200);
        assertThat(leaks).isEmpty();
        assertThat(nothingShown).isEmpty();
        System.out.printf("redaction: %d encodings of a trap address, none is shown%n", messages.size());
    }

    @Test
    void unrelatedTextStaysShown() {
        String shown = new String(copy(AddressEncodings.longLetter()).message(), StandardCharsets.UTF_8);

        assertThat(shown)
                .contains("From: Cheap Pills <offers@pills.example>", AddressEncodings.BEFORE, AddressEncodings.AFTER);
    }

    private RedactedCopy copy(byte[] raw) {
        ExhibitContent content =
                new ExhibitContent(TreeHash.sha256().digest(raw), List.of("exhibit=1"), List.of(), raw, true);
        RedactedCopy copy = new Redactor(names, content).copy(SECRET);
        assertThat(copy.leafData()).isEqualTo(Commitments.leafData(SECRET, content));
        return copy;
    }
}
