package org.trapline.evidence.custody;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The ends of exhibits' chains, held until the transaction ends: whoever has them is the only one to add to these chains, so
 * that no chain forks. Exhibits that are made in the same transaction have no chain yet and need not be locked.
 */
public final class Chains {

    private static final String END = """
             cross join lateral (
                (select chain_seq as seq, chain_hash as hash from receipt
                 where exhibit = %1$s and chain_seq is not null order by chain_seq desc limit 1)
                union all
                (select seq, event_hash from custody_event where exhibit = %1$s order by seq desc limit 1)
                order by seq desc limit 1) l
            """;

    private final Map<UUID, Link> ends;

    private Chains(Map<UUID, Link> ends) {
        this.ends = ends;
    }

    /** Waits for others that hold one of the chains. Take the ledger's head first if both are needed. */
    public static Chains lock(Connection connection, Collection<UUID> exhibits) throws SQLException {
        if (exhibits.isEmpty()) {
            return new Chains(new HashMap<>());
        }
        Object[] ids = exhibits.toArray();
        // In one order, so that two who lock several never wait for each other.
        try (PreparedStatement lock =
                connection.prepareStatement("select from exhibit where id = any (?) order by id for no key update")) {
            lock.setArray(1, connection.createArrayOf("uuid", ids));
            lock.execute();
        }
        // A statement of its own: it sees what was committed while the lock was waited for.
        try (PreparedStatement select = connection.prepareStatement(
                "select x.id, l.seq, l.hash from unnest(?::uuid[]) as x (id)" + endOf("x.id"))) {
            select.setArray(1, connection.createArrayOf("uuid", ids));
            try (ResultSet row = select.executeQuery()) {
                Map<UUID, Link> ends = new HashMap<>();
                while (row.next()) {
                    ends.put(row.getObject(1, UUID.class), new Link(row.getInt(2), row.getBytes(3)));
                }
                return new Chains(ends);
            }
        }
    }

    /**
     * Joins the end of each chain to a from clause, as {@code l (seq, hash)}; nothing for an exhibit without a chain.
     *
     * @param exhibit the column of a table before it that names the exhibit
     */
    public static String endOf(String exhibit) {
        return END.formatted(exhibit);
    }

    /** The event's place; the caller writes it in this transaction. */
    public Link append(UUID exhibit, Link.Linked event) {
        Link link = Link.after(ends.get(exhibit), event);
        ends.put(exhibit, link);
        return link;
    }
}
