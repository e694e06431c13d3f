package org.trapline.evidence.fsck;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How far a follower of the ledger has come. What it has not reached, or is to take again, is not wrong. */
final class Reached {

    private final String follower;

    Reached(String follower) {
        this.follower = follower;
    }

    /** A condition: the follower has taken the leaf, if perhaps not for the last time. */
    String taken(String leaf) {
        return leaf + " < coalesce((select f.position from follower f where f.name = '" + follower + "'), 0)";
    }

    /**
     * A query: ranges of leaves, from next to until, that the follower is to take again. A reparse has it do so at its end, and
     * until then rows are of two readings.
     */
    String again() {
        return "select o.next, o.until from follower_redo o where o.follower = '" + follower + "'"
                + " union all select p.from_leaf, p.until_leaf from reparse_run p where p.ended_at is null";
    }

    /** Of the leaves of a page those of which the follower has said its last word. */
    Set<Long> of(Connection snapshot, List<Long> leaves) throws SQLException {
        if (leaves.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement select =
                snapshot.prepareStatement("with again as materialized (select * from (" + again()
                        + ") a where a.next <= ? and a.until > ?) select u.leaf from unnest(?::bigint[]) u (leaf) where "
                        + taken("u.leaf")
                        + " and not exists (select from again a where u.leaf >= a.next and u.leaf < a.until)")) {
            select.setLong(1, Collections.max(leaves));
            select.setLong(2, Collections.min(leaves));
            select.setArray(3, array(snapshot, leaves));
            Set<Long> reached = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reached.add(row.getLong(1));
                }
            }
            return reached;
        }
    }

    static Array array(Connection snapshot, List<Long> leaves) throws SQLException {
        return snapshot.createArrayOf("bigint", leaves.toArray());
    }
}
