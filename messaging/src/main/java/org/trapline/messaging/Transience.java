package org.trapline.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells a fault that may pass by itself from one that stays. */
public final class Transience {

    /**
     * Classes of SQLSTATE (PostgreSQL, Appendix A): connection lost, transaction rolled back, out of resources, object in
     * use, operator intervention such as a shutdown, system error.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    /** Agroal gives no state when it cannot get a connection; these are its words, and Hibernate's. */
    private static final Set<String> NO_CONNECTION =
            Set.of("acquisition timeout", "unable to acquire", "interrupted while acquiring", "pool is closed");

    private Transience() {}

    /** Whether the same may succeed later without anybody's doing; looks at causes and what they suppressed. */
    public static boolean mayPass(Throwable fault) {
        return mayPass(fault, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean mayPass(@Nullable Throwable fault, Set<Throwable> seen) {
        if (fault == null || !seen.add(fault)) {
            return false;
        }
        return passes(fault)
                || mayPass(fault.getCause(), seen)
                || Stream.of(fault.getSuppressed()).anyMatch(suppressed -> mayPass(suppressed, seen));
    }

    private static boolean passes(Throwable fault) {
        if (fault instanceof SQLException sql) {
            return sql instanceof SQLTransientException
                    || (sql.getSQLState() == null ? noConnection(sql) : passing(sql.getSQLState()));
        }
        return fault instanceof IOException && !(fault instanceof JsonProcessingException);
    }

    private static boolean passing(String state) {
        return state.length() >= 2 && PASSING.contains(state.substring(0, 2));
    }

    private static boolean noConnection(SQLException fault) {
        String words = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        return NO_CONNECTION.stream().anyMatch(words::contains);
    }
}
