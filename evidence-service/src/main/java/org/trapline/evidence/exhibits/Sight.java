package org.trapline.evidence.exhibits;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may see of receipts: those without a matter and those of his matters. An exhibit is counted, dated and told of
 * by these receipts alone, or, where it was only added to his matters, by that. What people wrote shows likewise by the matter
 * that it was written in.
 *
 * @param visible the matters; null for a caller who sees all
 */
public record Sight(@Nullable Set<UUID> visible) {

    /** Of batch {@code b}; takes two parameters. */
    public static final String CONDITION = of("b");

    /**
     * Joins to exhibits {@code m} their receipts {@code r} in sight, of batches {@code b}, or to one that has none in sight its
     * matters {@code x}, and leaves out one that has neither. Takes the parameters of two conditions.
     */
    public static final String JOIN = " left join (receipt r join batch b on b.id = r.batch and " + CONDITION
            + ") on r.exhibit = m.exhibit left join exhibit_matter x on x.exhibit = m.exhibit and r.seq is null and "
            + of("x") + " where (r.seq is not null or x.exhibit is not null) ";

    /** For what the platform makes for everyone. */
    public static final Sight OF_ALL = new Sight(null);

    /** The condition on the matter of a row that shows to all when it has none; takes two parameters. */
    public static String of(String table) {
        return "(? or " + table + ".matter is null or " + table + ".matter = any (?))";
    }

    /** The condition on an exhibit, by the column of its id: open, or in a matter that shows; takes two parameters. */
    public static String ofExhibit(String id) {
        return "(exists (select from exhibit_matter x where x.exhibit = " + id + " and " + of("x") + ") or exists"
                + " (select from receipt r join batch b on b.id = r.batch where r.exhibit = " + id
                + " and b.matter is null))";
    }

    /** Whether what belongs to a matter shows; what belongs to none does. */
    public boolean has(@Nullable UUID matter) {
        return visible == null || matter == null || visible.contains(matter);
    }

    /** Sets the parameters of {@link #JOIN}; the next one has the number that is returned. */
    public int bindJoin(Connection connection, PreparedStatement statement, int at) throws SQLException {
        return bind(connection, statement, bind(connection, statement, at));
    }

    /** Sets the parameters of the condition; the next one has the number that is returned. */
    public int bind(Connection connection, PreparedStatement statement, int at) throws SQLException {
        statement.setBoolean(at, visible == null);
        statement.setArray(at + 1, connection.createArrayOf("uuid", visible == null ? new UUID[0] : visible.toArray()));
        return at + 2;
    }
}
