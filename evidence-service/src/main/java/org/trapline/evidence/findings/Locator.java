package org.trapline.evidence.findings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.trapline.evidence.findings.ExhibitFindings.ByteRange;
import org.trapline.evidence.mail.Part;

/**
 * Finds the raw bytes of quoted words: through transfer encoding, charset, markup and entities. Where the words cannot be found the
 * way a reader of the raw message would find them, the whole part stands for them.
 */
final class Locator {

    private final Message message;
    private final Map<String, PartSource> sources = new HashMap<>();

    Locator(Message message) {
        this.message = message;
    }

    ByteRange range(Mark mark) {
        ByteRange whole =
                new ByteRange(mark.offset(), mark.length(), mark.part(), mark.part() != null && mark.at() < 0);
        if (mark.part() == null || mark.at() < 0 || mark.quote().isBlank()) {
            return whole;
        }
        return source(mark)
                .flatMap(source -> source.find(mark.quote(), mark.at()))
                .map(found -> new ByteRange(found[0], found[1] - found[0], mark.part(), true))
                .orElse(whole);
    }

    private Optional<PartSource> source(Mark mark) {
        Optional<Part> part = message.mail().parts().stream()
                .filter(p -> p.path().equals(mark.part()))
                .findFirst();
        return part.map(p -> sources.computeIfAbsent(p.path(), path -> PartSource.of(message.raw(), p)));
    }
}
