package org.trapline.evidence.intake;

import java.util.Collection;
import java.util.List;

/**
 * What became of messages that are durable now.
 *
 * @param received how many
 * @param fresh how many of them are new exhibits
 * @param defective how many of the new ones have a defect
 */
public record Recorded(int received, int fresh, int defective) {

    static Recorded of(List<Received> messages, Collection<NewExhibit> fresh) {
        long defective =
                fresh.stream().filter(e -> !e.mail().defects().isEmpty()).count();
        return new Recorded(messages.size(), fresh.size(), (int) defective);
    }
}
