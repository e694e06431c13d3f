package org.trapline.evidence.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyRun;
import org.trapline.evidence.custody.CustodyRuns;

/** Keeps what a check says. */
final class Collected implements Report {

    private final List<Discrepancy> found = new ArrayList<>();

    private Collected() {}

    /** All that a whole check finds. */
    static List<Discrepancy> by(Fsck fsck, boolean deep, CustodyRuns runs) throws Exception {
        Collected report = new Collected();
        try (CustodyRun run = runs.run(Actor.platform("test"), "fsck", "1", "test")) {
            fsck.run(deep, run, report);
        }
        return report.found;
    }

    @Override
    public void add(Discrepancy discrepancy) {
        found.add(discrepancy);
    }

    @Override
    public void progress(long exhibits) {
        assertThat(exhibits).isPositive();
    }
}
