package org.trapline.takedown.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.events.ExhibitBlocked;
import org.trapline.messaging.StoreFailed;

/** Exhibits of which evidence-service serves nothing any more, as it tells: what rests on one says so. */
@ApplicationScoped
public class BlockedExhibits {

    private final DataSource dataSource;

    BlockedExhibits(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @param blockedAt when its stored bytes were found to be missing or not what was received */
    public record Blocked(UUID exhibit, Instant blockedAt) {}

    /** Those of the given that are blocked, in the order of their ids. */
    public List<Blocked> among(Collection<UUID> exhibits) {
        if (exhibits.isEmpty()) {
            return List.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select exhibit, blocked_at from blocked_exhibit where exhibit = any (?) order by exhibit")) {
            select.setArray(1, connection.createArrayOf("uuid", exhibits.toArray()));
            try (ResultSet row = select.executeQuery()) {
                List<Blocked> blocked = new ArrayList<>();
                while (row.next()) {
                    blocked.add(new Blocked(
                            row.getObject(1, UUID.class), row.getTimestamp(2).toInstant()));
                }
                return blocked;
            }
        } catch (SQLException e) {
            throw new StoreFailed("blocked exhibits were not read", e);
        }
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
}
