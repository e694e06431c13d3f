package org.trapline.evidence.findings;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.trapline.evidence.following.Followers;

/** The one rule set that runs. When it is another than the one that the rows were made with, they are made again. */
@ApplicationScoped
class Rules {

    private static final Logger LOG = Logger.getLogger(Rules.class);

    private static final int AFTER_THE_FOLLOWERS = 6000;

    private final StatuteEngine engine = new StatuteEngine(RuleSet.load());
    private final FindingRows rows;

    Rules(FindingRows rows) {
        this.rows = rows;
    }

    StatuteEngine engine() {
        return engine;
    }

    RuleSet set() {
        return engine.rules();
    }

    /** Noted first and marked as done then: a crash between the two makes them once more. */
    void start(@Observes @Priority(AFTER_THE_FOLLOWERS) StartupEvent event, Followers followers) {
        String version = set().version();
        String before = rows.ruleSet();
        if (version.equals(before)) {
            return;
        }
        long end = rows.end();
        if (end > 0) {
            followers.redo(FindingFollower.NAME, 0, end);
            LOG.infof("findings are made again ruleSet=%s before=%s messages=%d", version, before, end);
        }
        rows.ruleSet(version);
    }
}
