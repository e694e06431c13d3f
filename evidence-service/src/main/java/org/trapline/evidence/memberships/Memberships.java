package org.trapline.evidence.memberships;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Cursor;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.messaging.StoreFailed;

/** The rows of additions. What changes runs in the caller's transaction. */
@ApplicationScoped
class Memberships {

    private static final String OF_CAMPAIGN = " join campaign_member m on m.position = e.leaf_index"
            + " join campaign c on c.number = m.campaign and coalesce(c.merged_into, c.number) ="
            + " (select coalesce(x.merged_into, x.number) from campaign x where x.id = ?)";

    private final DataSource dataSource;

    Memberships(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What is selected and in sight, behind a leaf, in the order of the ledger. */
    List<Selected> select(NewAddition wanted, Sight sight, long after, int count) {
        String sql = "select e.id, e.leaf_index from exhibit e" + (wanted.campaign() == null ? "" : OF_CAMPAIGN)
                + " where e.leaf_index > ? and exists (select from receipt r join batch b on b.id = r.batch"
                + " where r.exhibit = e.id and " + Sight.CONDITION + " and (?::uuid is null or b.trap = ?)"
                + " and (?::timestamptz is null or r.at >= ?) and (?::timestamptz is null or r.at < ?))"
                + " order by e.leaf_index limit ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            int at = 1;
            if (wanted.campaign() != null) {
                select.setObject(at++, wanted.campaign());
            }
            select.setLong(at++, after);
            at = sight.bind(connection, select, at);
            for (Object value :
                    new @Nullable Object[] {wanted.trap(), timestamp(wanted.from()), timestamp(wanted.to())}) {
                select.setObject(at++, value);
                select.setObject(at++, value);
            }
            select.setInt(at, count);
            List<Selected> selected = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    selected.add(new Selected(row.getObject(1, UUID.class), row.getLong(2)));
                }
            }
            return selected;
        } catch (SQLException e) {
            throw new StoreFailed("exhibits were not selected", e);
        }
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    /** Those of the exhibits that are in the matter. */
    Set<UUID> members(UUID matter, Collection<UUID> exhibits) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select exhibit from exhibit_matter where matter = ? and exhibit = any (?)")) {
            select.setObject(1, matter);
            select.setArray(2, connection.createArrayOf("uuid", exhibits.toArray()));
            Set<UUID> members = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    members.add(row.getObject(1, UUID.class));
                }
            }
            return members;
        } catch (SQLException e) {
            throw new StoreFailed("the exhibits of matter " + matter + " were not read", e);
        }
    }

    void add(Addition addition, Collection<UUID> exhibits, String reason, Actor by, Instant at, @Nullable Long next) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into matter_addition (id, matter, reason, at, actor, actor_name, added, already_there,"
                                + " disposed, next) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement members =
                        connection.prepareStatement("insert into exhibit_matter (exhibit, matter, addition, added_at)"
                                + " select unnest(?::uuid[]), ?::uuid, ?::uuid, ?::timestamptz")) {
            insert.setObject(1, addition.id());
            insert.setObject(2, addition.matter());
            insert.setString(3, reason);
            insert.setTimestamp(4, Timestamp.from(at));
            insert.setString(5, by.subject());
            insert.setString(6, by.name());
            insert.setInt(7, addition.added());
            insert.setInt(8, addition.alreadyThere());
            insert.setInt(9, addition.disposed());
            insert.setObject(10, next);
            insert.executeUpdate();
            members.setArray(1, connection.createArrayOf("uuid", exhibits.toArray()));
            members.setObject(2, addition.matter());
            members.setObject(3, addition.id());
            members.setTimestamp(4, Timestamp.from(at));
            members.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("matter " + addition.matter() + " was not added to", e);
        }
    }

    Addition addition(UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select matter, added, already_there, disposed, next from matter_addition where id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Long next = row.getObject(5, Long.class);
                return new Addition(
                        id,
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        next == null ? null : Cursor.of(next).encoded());
            }
        } catch (SQLException e) {
            throw new StoreFailed("addition " + id + " was not read", e);
        }
    }

    /** @param leaf its place in the ledger */
    record Selected(UUID exhibit, long leaf) {}
}
