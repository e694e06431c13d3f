package org.trapline.evidence.findings;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.trapline.defaults.Caller;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.mail.MailParser;

/** Makes the findings about one exhibit for one person, from the bytes, so that every reason can point into them. */
@ApplicationScoped
class Findings {

    private final ExhibitAccess access;
    private final RawExhibits raw;
    private final MessageFacts facts;
    private final Rules rules;
    private final Reviews reviews;

    Findings(ExhibitAccess access, RawExhibits raw, MessageFacts facts, Rules rules, Reviews reviews) {
        this.access = access;
        this.raw = raw;
        this.facts = facts;
        this.rules = rules;
        this.reviews = reviews;
    }

    /** @throws org.trapline.evidence.exhibits.NoSuchExhibit when the caller may not even know that it exists */
    ExhibitFindings about(UUID id, Caller caller) {
        Exhibit exhibit = access.require(id, caller);
        List<Reviews.Review> said = reviews.of(id, access.sight(caller));
        if (!exhibit.kind().isMail()) {
            return ExhibitFindings.notAMessage(exhibit.id(), rules.engine(), said);
        }
        byte[] bytes = raw.read(
                exhibit, access.reading(exhibit, caller, CustodyType.ACCESSED, "findings of the statute engine"));
        Map<UUID, MessageFacts.Facts> known = facts.of(List.of(id), access.sight(caller));
        Message message = known.getOrDefault(id, MessageFacts.none()).with(bytes, MailParser.parseOrUnreadable(bytes));
        return ExhibitFindings.of(id, message, rules.engine(), said);
    }

    /** @throws NoSuchFinding when no rule has it */
    ExhibitFindings.View one(FindingId id, Caller caller) {
        if (rules.set().rule(id.rule()) == null) {
            throw new NoSuchFinding(id.toString());
        }
        return about(id.exhibit(), caller).findings().stream()
                .filter(f -> f.rule().equals(id.rule()))
                .findFirst()
                .orElseThrow(() -> new NoSuchFinding(id.toString()));
    }
}
