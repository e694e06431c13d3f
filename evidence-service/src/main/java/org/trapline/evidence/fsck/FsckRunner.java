package org.trapline.evidence.fsck;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyRun;
import org.trapline.evidence.custody.CustodyRuns;

/** Runs one check at a time, beside everything else. */
@ApplicationScoped
class FsckRunner {

    private static final Logger LOG = Logger.getLogger(FsckRunner.class);

    /** Enough to see what happened; a lost disk would fill the table with one line an exhibit. */
    private static final int MOST_KEPT = 100_000;

    private static final String VERSION = "1";

    private final Fsck fsck;
    private final FsckRuns runs;
    private final CustodyRuns custody;
    private final AtomicReference<@Nullable UUID> running = new AtomicReference<>();

    FsckRunner(Fsck fsck, FsckRuns runs, CustodyRuns custody) {
        this.fsck = fsck;
        this.runs = runs;
        this.custody = custody;
    }

    @Nullable UUID running() {
        return running.get();
    }

    /** @throws FsckAlreadyRuns when one goes on */
    synchronized UUID start(boolean deep, Actor actor) {
        UUID other = running.get();
        if (other != null) {
            throw new FsckAlreadyRuns(other);
        }
        UUID id = runs.begin(deep, actor, fsck.exhibits());
        running.set(id);
        Thread thread = new Thread(() -> run(id, deep, actor), "fsck");
        thread.setDaemon(true);
        thread.start();
        return id;
    }

    private void run(UUID id, boolean deep, Actor actor) {
        Recording recording = new Recording(id);
        String failure = null;
        try (CustodyRun reading = custody.run(actor, "fsck", VERSION, deep ? "fsck --deep" : "fsck")) {
            fsck.run(deep, reading, recording);
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.errorf(e, "check broken off run=%s", id);
            failure = "It was broken off after " + recording.checked + " exhibits: the service's log says why";
        } finally {
            recording.progress(recording.checked);
            runs.end(id, failure);
            running.set(null);
            LOG.infof(
                    "check ended run=%s exhibits=%d problems=%d notices=%d",
                    id, recording.checked, recording.problems, recording.notices);
        }
    }

    private final class Recording implements Report {

        private final UUID id;
        private long checked;
        private long problems;
        private long notices;

        Recording(UUID id) {
            this.id = id;
        }

        @Override
        public void add(Discrepancy found) {
            if (found.level() == Discrepancy.Level.PROBLEM) {
                problems++;
            } else {
                notices++;
            }
            if (problems + notices <= MOST_KEPT) {
                runs.add(id, problems + notices, found);
            }
        }

        @Override
        public void progress(long exhibits) {
            checked = exhibits;
            runs.progress(id, checked, problems, notices);
        }
    }
}
