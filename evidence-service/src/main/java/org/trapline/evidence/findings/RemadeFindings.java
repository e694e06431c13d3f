package org.trapline.evidence.findings;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.evidence.mail.ParsedMail;

/** Makes again what the rows of findings say, for a check that compares the two. */
@ApplicationScoped
public class RemadeFindings {

    private final StatuteEngine engine;
    private final MessageFacts facts;

    RemadeFindings(Rules rules, MessageFacts facts) {
        this.engine = rules.engine();
        this.facts = facts;
    }

    /** The version of the rule set that they are made with. */
    public String ruleSet() {
        return engine.rules().version();
    }

    /** @param snapshot in which receipts, traps and answers of DNS are looked up */
    public Known known(Connection snapshot, Collection<UUID> messages) {
        return new Known(facts.of(snapshot, messages, Sight.OF_ALL));
    }

    /** What rows tell of some messages beside their bytes. */
    public final class Known {

        private final Map<UUID, MessageFacts.Facts> of;

        private Known(Map<UUID, MessageFacts.Facts> of) {
            this.of = of;
        }

        /** @param raw the message's bytes; empty for one of which nothing is left but its row */
        public Verdicts about(UUID exhibit, byte[] raw, ParsedMail mail) {
            Message message = of.getOrDefault(exhibit, MessageFacts.none()).with(raw, mail);
            FindingRows.Row made = FindingRows.Row.of(0, exhibit, engine.examine(message), engine.rules());
            return new Verdicts(made.verdicts(), made.missing(), made.category().name());
        }
    }

    /** The derived columns of a row. */
    public record Verdicts(String verdicts, long missing, String category) {}
}
