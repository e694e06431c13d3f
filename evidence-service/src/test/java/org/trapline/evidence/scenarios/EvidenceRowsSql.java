package org.trapline.evidence.scenarios;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;

/** The database behind the service's back: what a state needs that no call makes, and what an intruder would do. */
public final class EvidenceRowsSql {

    private final DataSource dataSource;

    public EvidenceRowsSql(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Makes a matter known as sealed, with the subjects as its members. */
    public UUID sealedMatter(String... members) {
        return matter(true, members);
    }

    /** Makes a matter known that everyone may see. */
    public UUID openMatter() {
        return matter(false);
    }

    private UUID matter(boolean sealed, String... members) {
        UUID matter = UUID.randomUUID();
        update(
                "insert into matter_access (matter, version, sealed, members) values (?, 1, ?, ?::text[])",
                matter,
                sealed,
                "{" + String.join(",", members) + "}");
        return matter;
    }

    /** Changes rows of an append-only table as someone could who owns the database. */
    public void tamper(String table, String sql, Object... values) {
        update("alter table " + table + " disable trigger user");
        update(sql, values);
        update("alter table " + table + " enable trigger user");
    }

    public int update(String sql, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(sql + " " + Arrays.toString(values) + ": " + e.getMessage(), e);
        }
    }
}
