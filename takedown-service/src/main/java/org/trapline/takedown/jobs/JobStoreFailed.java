package org.trapline.takedown.jobs;

import java.sql.SQLException;

/** The table of jobs could not be read or written. */
public final class JobStoreFailed extends RuntimeException {

    JobStoreFailed(String what, SQLException cause) {
        super("jobs: " + what + " failed", cause);
    }
}
