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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyEvent;
import org.trapline.evidence.custody.CustodyLog;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.messaging.StoreFailed;

/** Which exhibits are held, and by what. */
@ApplicationScoped
public class Holds {

    private final HoldRepository repository;
    private final DataSource dataSource;
    private final CustodyLog custody;
    private final ExhibitAccess access;

    Holds(HoldRepository repository, DataSource dataSource, CustodyLog custody, ExhibitAccess access) {
        this.repository = repository;
        this.dataSource = dataSource;
        this.custody = custody;
        this.access = access;
    }

    /**
     * Whoever may see its matter and every exhibit that it is on, and the matters that these were in when they were not open:
     * its reason may tell of any of them.
     */
    boolean maySee(Hold hold, Caller caller) {
        Sight sight = access.sight(caller);
        if (hold.wholeMatter() || !sight.has(hold.matter())) {
            return sight.has(hold.matter());
        }
        Map<UUID, @Nullable UUID> exhibits = exhibits(hold.id());
        return exhibits.values().stream().allMatch(sight::has)
                && access.maySeeAll(List.copyOf(exhibits.keySet()), caller);
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

    /** @throws ExhibitHeld when one of them is held; it names the hold if the caller may see it */
    public void refuseHeld(Collection<UUID> exhibits, Caller caller) {
        standing(exhibits).forEach((exhibit, hold) -> {
            throw new ExhibitHeld(exhibit, maySee(hold, caller) ? hold : null);
        });
    }

    public boolean maySee(UUID hold, Caller caller) {
        return repository.findByIdOptional(hold).filter(h -> maySee(h, caller)).isPresent();
    }

    /** Lays the hold in the caller's transaction: rows and an event for each exhibit. */
    void lay(Hold hold, Collection<UUID> exhibits, String reason, Caller by, Instant at) {
        Map<UUID, @Nullable UUID> held = new LinkedHashMap<>();
        exhibits.forEach(
                exhibit -> held.put(exhibit, hold.matter() == null ? access.matterOf(exhibit, by) : hold.matter()));
        custody.append(events(hold, held, CustodyType.HELD, reason, by, at));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into hold_exhibit (hold, exhibit, matter)"
                                + " select ?, x.exhibit, x.matter from unnest(?::uuid[], ?::uuid[]) as x (exhibit, matter)")) {
            insert.setObject(1, hold.id());
            insert.setArray(2, connection.createArrayOf("uuid", held.keySet().toArray()));
            insert.setArray(3, connection.createArrayOf("uuid", held.values().toArray()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("hold " + hold.id() + " was not written", e);
        }
    }

    void release(Hold hold, String reason, Caller by, Instant at) {
        custody.append(events(hold, exhibits(hold.id()), CustodyType.RELEASED, reason, by, at));
    }

    private static List<CustodyEvent> events(
            Hold hold, Map<UUID, @Nullable UUID> exhibits, CustodyType type, String reason, Caller by, Instant at) {
        Actor actor = Actor.of(by);
        List<CustodyEvent> events = new ArrayList<>();
        exhibits.forEach((exhibit, matter) -> events.add(CustodyEvent.draft(exhibit, type, at, actor)
                .purpose(reason)
                .authority(hold.authority())
                .matter(hold.matter() == null ? matter : hold.matter())
                .reference(hold.id())
                .done()));
        return events;
    }

    /** What a hold is on, with the matter that its events belong to. */
    Map<UUID, @Nullable UUID> exhibits(UUID hold) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select exhibit, matter from hold_exhibit where hold = ? order by exhibit")) {
            select.setObject(1, hold);
            try (ResultSet row = select.executeQuery()) {
                Map<UUID, @Nullable UUID> exhibits = new LinkedHashMap<>();
                while (row.next()) {
                    exhibits.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                }
                return exhibits;
            }
        } catch (SQLException e) {
            throw new StoreFailed("holds were not read", e);
        }
    }

    /** How many exhibits of the matter as a whole came too late for the hold. */
    long destroyed(Hold hold) {
        if (!hold.wholeMatter()) {
            return 0;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select count(distinct m.exhibit) from exhibit_matter m join disposal_exhibit d"
                                + " on d.exhibit = m.exhibit and d.begun_at is not null where m.matter = ?")) {
            select.setObject(1, hold.matter());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new StoreFailed("holds were not read", e);
        }
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
