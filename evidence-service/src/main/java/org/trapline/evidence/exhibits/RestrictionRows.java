package org.trapline.evidence.exhibits;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.StoreFailed;

/** The rows of restrictions and of requests for raw views, written in the caller's transaction. */
@ApplicationScoped
class RestrictionRows {

    private static final String REQUESTS = "select id, purpose, requested_at, requested_by, requested_by_name,"
            + " approved_by_name, valid_until, matter from raw_request ";

    private final DataSource dataSource;

    RestrictionRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @return false when a restriction of the kind stands already */
    boolean place(
            UUID id,
            UUID exhibit,
            @Nullable UUID matter,
            RestrictionResource.NewRestriction wanted,
            String by,
            Instant at) {
        return update(
                        "insert into restriction (id, exhibit, matter, kind, reason, placed_at, placed_by)"
                                + " values (?, ?, ?::uuid, ?, ?, ?, ?) on conflict do nothing",
                        id,
                        exhibit,
                        text(matter),
                        wanted.kind().name(),
                        wanted.reason(),
                        Timestamp.from(at),
                        by)
                == 1;
    }

    List<RestrictionResource.Restriction> standing(UUID exhibit, Sight sight) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select id, kind, reason, placed_at, matter"
                        + " from restriction where exhibit = ? and lifted_at is null order by id")) {
            select.setObject(1, exhibit);
            try (ResultSet row = select.executeQuery()) {
                List<RestrictionResource.Restriction> standing = new ArrayList<>();
                while (row.next()) {
                    standing.add(new RestrictionResource.Restriction(
                            row.getObject(1, UUID.class),
                            RestrictionResource.Kind.valueOf(row.getString(2)),
                            sight.has(row.getObject(5, UUID.class)) ? row.getString(3) : null,
                            row.getTimestamp(4).toInstant()));
                }
                return standing;
            }
        } catch (SQLException e) {
            throw new StoreFailed("restrictions were not read", e);
        }
    }

    /** @return false when no restriction of the kind stands */
    boolean lift(UUID exhibit, RestrictionResource.NewRestriction wanted, String by, Instant at) {
        return update(
                        "update restriction set lifted_at = ?, lifted_by = ?, lift_reason = ?"
                                + " where exhibit = ? and kind = ? and lifted_at is null",
                        Timestamp.from(at),
                        by,
                        wanted.reason(),
                        exhibit,
                        wanted.kind().name())
                == 1;
    }

    void request(UUID id, UUID exhibit, @Nullable UUID matter, String purpose, String by, String byName, Instant at) {
        update(
                "insert into raw_request (id, exhibit, matter, purpose, requested_at, requested_by, requested_by_name)"
                        + " values (?, ?, ?::uuid, ?, ?, ?, ?)",
                id,
                exhibit,
                text(matter),
                purpose,
                Timestamp.from(at),
                by,
                byName);
    }

    /** @return false when it was approved before */
    boolean approve(UUID id, String by, String byName, Instant at, Instant until) {
        return update(
                        "update raw_request set approved_at = ?, approved_by = ?, approved_by_name = ?, valid_until = ?"
                                + " where id = ? and approved_at is null",
                        Timestamp.from(at),
                        by,
                        byName,
                        Timestamp.from(until),
                        id)
                == 1;
    }

    Optional<RestrictionResource.Request> find(UUID exhibit, UUID id) {
        return requests("where exhibit = ? and id = ?", exhibit, id).stream().findFirst();
    }

    /** The last hundred in sight. */
    List<RestrictionResource.Request> requests(UUID exhibit, Sight sight) {
        return requests("where exhibit = ? order by id desc", exhibit).stream()
                .filter(r -> sight.has(r.matter()))
                .limit(100)
                .toList();
    }

    private List<RestrictionResource.Request> requests(String where, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(REQUESTS + where)) {
            bind(select, values);
            try (ResultSet row = select.executeQuery()) {
                List<RestrictionResource.Request> requests = new ArrayList<>();
                while (row.next()) {
                    requests.add(new RestrictionResource.Request(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getTimestamp(3).toInstant(),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            instant(row.getTimestamp(7)),
                            row.getObject(8, UUID.class)));
                }
                return requests;
            }
        } catch (SQLException e) {
            throw new StoreFailed("requests were not read", e);
        }
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** A null that says what it is. */
    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private int update(String sql, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("a restriction was not written", e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
