package org.trapline.evidence.findings;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.evidence.following.FollowedExhibit;
import org.trapline.evidence.following.LedgerFollower;

/** Applies the rules to every message that comes in. */
@ApplicationScoped
public class FindingFollower implements LedgerFollower {

    public static final String NAME = "findings";

    private final StatuteEngine engine;
    private final MessageFacts facts;
    private final FindingRows rows;

    FindingFollower(Rules rules, MessageFacts facts, FindingRows rows) {
        this.engine = rules.engine();
        this.facts = facts;
        this.rows = rows;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void follow(List<FollowedExhibit> exhibits) {
        List<FollowedExhibit> messages =
                exhibits.stream().filter(e -> e.kind().isMail()).toList();
        if (messages.isEmpty()) {
            return;
        }
        Map<UUID, MessageFacts.Facts> known =
                facts.of(messages.stream().map(FollowedExhibit::id).toList(), Sight.OF_ALL);
        List<FindingRows.Row> made = new ArrayList<>(messages.size());
        for (FollowedExhibit message : messages) {
            MessageFacts.Facts of = known.getOrDefault(message.id(), MessageFacts.none());
            StatuteEngine.Examination examination = engine.examine(of.with(message.raw(), message.mail()));
            made.add(FindingRows.Row.of(message.position(), message.id(), examination, engine.rules()));
        }
        rows.write(made, engine.rules().version());
    }

    @Override
    public boolean readsTraps() {
        return true;
    }

    @Override
    public void redo(List<FollowedExhibit> exhibits) {
        follow(exhibits);
    }
}
