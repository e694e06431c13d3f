package org.trapline.evidence.holds;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyEvent;
import org.trapline.evidence.custody.CustodyLog;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.messaging.StoreFailed;

/** Which exhibits are held, and by what. */
@ApplicationScoped
public class Holds {

    private final DataSource dataSource;
    private final CustodyLog custody;

    Holds(DataSource dataSource, CustodyLog custody) {
        this.dataSource = dataSource;
        this.custody = custody;
    }

    /**
     * The standing holds on exhibits, one for each that is held. Who asks in order to dispose holds the exhibits' rows in the
     * same transaction: {@link #lay} waits for them.
     */
    public Map<UUID, UUID> standing(Collection<UUID> exhibits) {
        return pairs("""
                select x.id, h.id from unnest(?::uuid[]) as x (id) cross join lateral (
                    select h.id from hold h where h.released_at is null and (
                        exists (select from hold_exhibit he where he.hold = h.id and he.exhibit = x.id)
                        or h.whole_matter and exists (
                            select from exhibit_matter m where m.exhibit = x.id and m.matter = h.matter))
                    limit 1) h
                """, exhibits);
    }

    /** @throws ExhibitHeld when one of them is held */
    public void refuseHeld(Collection<UUID> exhibits) {
        standing(exhibits).forEach((exhibit, hold) -> {
            throw new ExhibitHeld(exhibit, hold);
        });
    }

    /** Lays the hold in the caller's transaction: rows and an event for each exhibit. */
    void lay(Hold hold, Collection<UUID> exhibits, String reason, Actor by, Instant at) {
        custody.append(events(hold, exhibits, CustodyType.HELD, reason, by, at));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into hold_exhibit (hold, exhibit) select ?, unnest(?)")) {
            insert.setObject(1, hold.id());
            insert.setArray(2, connection.createArrayOf("uuid", exhibits.toArray()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("hold " + hold.id() + " was not written", e);
        }
    }

    void release(Hold hold, String reason, Actor by, Instant at) {
        custody.append(events(hold, exhibits(hold.id()), CustodyType.RELEASED, reason, by, at));
    }

    private static List<CustodyEvent> events(
            Hold hold, Collection<UUID> exhibits, CustodyType type, String reason, Actor by, Instant at) {
        return exhibits.stream()
                .map(exhibit -> CustodyEvent.draft(exhibit, type, at, by)
                        .purpose(reason)
                        .authority(hold.authority())
                        .matter(hold.matter())
                        .reference(hold.id())
                        .done())
                .toList();
    }

    List<UUID> exhibits(UUID hold) {
        return ids("select exhibit from hold_exhibit where hold = ? order by exhibit", hold);
    }

    List<UUID> inMatter(UUID matter) {
        return ids("select exhibit from exhibit_matter where matter = ? order by exhibit", matter);
    }

    private List<UUID> ids(String sql, UUID parameter) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                List<UUID> ids = new ArrayList<>();
                while (row.next()) {
                    ids.add(row.getObject(1, UUID.class));
                }
                return ids;
            }
        } catch (SQLException e) {
            throw new StoreFailed("holds were not read", e);
        }
    }

    private Map<UUID, UUID> pairs(String sql, Collection<UUID> parameter) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", parameter.toArray()));
            try (ResultSet row = select.executeQuery()) {
                Map<UUID, UUID> pairs = new HashMap<>();
                while (row.next()) {
                    pairs.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                }
                return pairs;
            }
        } catch (SQLException e) {
            throw new StoreFailed("holds were not read", e);
        }
    }
}
