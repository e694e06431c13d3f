package org.trapline.evidence.matters;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.events.MatterAccessChanged;
import org.trapline.messaging.StoreFailed;

/** Who may see which matter. One that takedown-service has not announced is sealed. */
@ApplicationScoped
public class MatterAccess {

    private final DataSource dataSource;

    MatterAccess(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Takes a change in the caller's transaction; one that is older than what is known changes nothing. */
    void apply(MatterAccessChanged change) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement(
                        "insert into matter_access (matter, version, sealed, members) values (?, ?, ?, ?)"
                                + " on conflict (matter) do update set version = excluded.version,"
                                + " sealed = excluded.sealed, members = excluded.members"
                                + " where matter_access.version < excluded.version")) {
            upsert.setObject(1, change.matter());
            upsert.setLong(2, change.version());
            upsert.setBoolean(3, change.sealed());
            upsert.setArray(4, connection.createArrayOf("text", change.members().toArray()));
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("access to matter " + change.matter() + " was not written", e);
        }
    }

    /**
     * Bounds where a person may add exhibits: an exhibit in a matter is seen by others than one that is in none.
     *
     * @throws NoSuchMatter when the person may not see the matter
     */
    public void require(UUID matter, String subject) {
        if (!visibleTo(subject).contains(matter)) {
            throw new NoSuchMatter(matter);
        }
    }

    /** The matters that a person may see: all unsealed ones, and those the person is a member of. */
    public Set<UUID> visibleTo(String subject) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select matter from matter_access where not sealed or ? = any (members)")) {
            select.setString(1, subject);
            try (ResultSet rows = select.executeQuery()) {
                Set<UUID> matters = new HashSet<>();
                while (rows.next()) {
                    matters.add(rows.getObject(1, UUID.class));
                }
                return matters;
            }
        } catch (SQLException e) {
            throw new StoreFailed("access to matters was not read", e);
        }
    }
}
