package org.trapline.evidence.holds;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * Holds {@code h} in sight: whoever may see a hold's matter and every exhibit that it is on, and the matters that these
     * were in when they were not open, may see it, since its reason may tell of any of them.
     */
    private static final String VIEWS = """
            select h.id, h.matter, h.whole_matter, (select count(*) from hold_exhibit n where n.hold = h.id),
                case when h.whole_matter then (select count(distinct m.exhibit) from exhibit_matter m
                    join disposal_exhibit d on d.exhibit = m.exhibit and d.begun_at is not null
                    where m.matter = h.matter) else 0 end,
                h.reason, h.authority, h.placed_at, h.placed_by_name, h.released_at, h.released_by_name, h.release_reason
            from hold h where %s and (h.whole_matter or not exists (
                select from hold_exhibit e where e.hold = h.id and not (%s and %s)))
            """.formatted(Sight.of("h"), Sight.of("e"), Sight.ofExhibit("e.exhibit"));

    private final DataSource dataSource;
    private final CustodyLog custody;
    private final ExhibitAccess access;

    Holds(DataSource dataSource, CustodyLog custody, ExhibitAccess access) {
        this.dataSource = dataSource;
        this.custody = custody;
        this.access = access;
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
        return view(hold, caller).isPresent();
    }

    Optional<Hold.View> view(UUID hold, Caller caller) {
        return views("and h.id = ?::uuid limit ?", hold, 1, caller).stream().findFirst();
    }

    /** The holds in sight, the last laid first. */
    List<Hold.View> views(@Nullable UUID before, int count, Caller caller) {
        return views(
                "and h.id < coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') order by h.id desc limit ?",
                before,
                count,
                caller);
    }

    private List<Hold.View> views(String more, @Nullable UUID id, int count, Caller caller) {
        Sight sight = access.sight(caller);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(VIEWS + more)) {
            int at = 1;
            for (int i = 0; i < 3; i++) {
                at = sight.bind(connection, select, at);
            }
            select.setObject(at, id);
            select.setInt(at + 1, count);
            try (ResultSet row = select.executeQuery()) {
                List<Hold.View> views = new ArrayList<>();
                while (row.next()) {
                    Timestamp released = row.getTimestamp(10);
                    views.add(new Hold.View(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getBoolean(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getString(6),
                            row.getString(7),
                            row.getTimestamp(8).toInstant(),
                            row.getString(9),
                            released == null ? null : released.toInstant(),
                            row.getString(11),
                            row.getString(12)));
                }
                return views;
            }
        } catch (SQLException e) {
            throw new StoreFailed("holds were not read", e);
        }
    }

    /** Lays the hold in the caller's transaction: rows and an event for each exhibit. */
    void lay(Hold hold, Collection<UUID> exhibits, String reason, Caller by, Instant at) {
        Map<UUID, UUID> sealed = hold.matter() == null ? access.mattersOf(exhibits, by) : Map.of();
        Map<UUID, @Nullable UUID> held = new LinkedHashMap<>();
        exhibits.forEach(e -> held.put(e, hold.matter() == null ? sealed.get(e) : hold.matter()));
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
    private Map<UUID, @Nullable UUID> exhibits(UUID hold) {
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
