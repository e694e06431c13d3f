package org.trapline.evidence.campaigns;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may see of campaigns: the receipts without a matter and those of his matters. A message is seen by a receipt
 * that is, and whatever is counted, dated or named is so by these receipts alone.
 *
 * @param visible the matters; null for a caller who sees all
 */
record Sight(@Nullable Set<UUID> visible) {

    /** Of batch {@code b}; takes two parameters. */
    static final String CONDITION = "(? or b.matter is null or b.matter = any (?))";

    int bind(Connection connection, PreparedStatement statement, int at) throws SQLException {
        statement.setBoolean(at, visible == null);
        statement.setArray(at + 1, connection.createArrayOf("uuid", visible == null ? new UUID[0] : visible.toArray()));
        return at + 2;
    }
}
