package org.trapline.attribution.sites;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.events.ExhibitBlocked;
import org.trapline.messaging.StoreFailed;

/** Exhibits that the evidence service serves no more: what cites one says so, and stays as it was said. */
@ApplicationScoped
public class BlockedExhibits {

    private final DataSource dataSource;

    BlockedExhibits(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void add(ExhibitBlocked blocked) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into blocked_exhibit (exhibit, blocked_at) values (?, ?) on conflict do nothing")) {
            insert.setObject(1, blocked.exhibit());
            insert.setTimestamp(2, Timestamp.from(blocked.blockedAt()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("exhibit " + blocked.exhibit() + " was not noted as blocked", e);
        }
    }

    /** Those of the given that are blocked, in the order of their ids. */
    public List<UUID> among(Collection<UUID> exhibits) {
        if (exhibits.isEmpty()) {
            return List.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select exhibit from blocked_exhibit where exhibit = any (?) order by exhibit")) {
            select.setArray(1, connection.createArrayOf("uuid", exhibits.toArray()));
            try (ResultSet row = select.executeQuery()) {
                List<UUID> blocked = new ArrayList<>();
                while (row.next()) {
                    blocked.add(row.getObject(1, UUID.class));
                }
                return blocked;
            }
        } catch (SQLException e) {
            throw new StoreFailed("blocked exhibits were not read", e);
        }
    }
}
