package org.trapline.messaging;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a fault that may pass by itself from one that stays. */
final class Transience {

    /**
     * Classes of SQLSTATE (PostgreSQL, Appendix A): connection lost, transaction rolled back, out of resources, object in
     * use, operator intervention such as a shutdown, system error.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    private Transience() {}

    static boolean mayPass(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException || cause instanceof IOException) {
                return true;
            }
            if (cause instanceof SQLException sql && passing(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Agroal gives no state when it cannot get a connection in time. */
    private static boolean passing(@Nullable String state) {
        return state == null || state.length() < 2 || PASSING.contains(state.substring(0, 2));
    }
}
