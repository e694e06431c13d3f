package org.trapline.evidence.exhibits;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Roles;
import org.trapline.evidence.custody.Access;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.messaging.StoreFailed;

/** Says whether an exhibit's bytes may be read at all: they may be destroyed, or need a second person. */
@ApplicationScoped
class RawGate {

    private static final String SERVICE = ".*\\b" + Roles.SERVICE + "\\b.*";

    private final DataSource dataSource;
    private final Clock clock;

    RawGate(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * The other services are let through: they answer for their own callers, and hand no bytes on.
     *
     * @return the approval that the reading rests on; null where none is needed
     * @throws ExhibitDisposed when the bytes are gone or about to go
     * @throws ExhibitRestricted when nobody has approved the reading, or not lately
     */
    @Nullable UUID pass(UUID exhibit, Access access) {
        refuseDisposed(exhibit);
        boolean check = access.type() == CustodyType.VERIFIED;
        String kinds = check || access.actor().role().matches(SERVICE) ? null : restrictions(exhibit);
        if (kinds == null) {
            return null;
        }
        UUID approval = approval(exhibit, access.actor().subject());
        if (approval == null) {
            throw new ExhibitRestricted(exhibit, kinds);
        }
        return approval;
    }

    void refuseDisposed(UUID exhibit) {
        String sql = "select d.id, d.reason, d.authority, coalesce(x.done_at, x.begun_at) from disposal_exhibit x"
                + " join disposal d on d.id = x.disposal where x.exhibit = ? and x.begun_at is not null limit 1";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, exhibit);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    throw new ExhibitDisposed(
                            exhibit,
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getTimestamp(4).toInstant());
                }
            }
        } catch (SQLException e) {
            throw new StoreFailed("disposals were not read", e);
        }
    }

    Set<UUID> disposed(Collection<UUID> exhibits) {
        String sql = "select exhibit from disposal_exhibit where exhibit = any (?) and begun_at is not null";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", exhibits.toArray()));
            Set<UUID> disposed = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    disposed.add(row.getObject(1, UUID.class));
                }
            }
            return disposed;
        } catch (SQLException e) {
            throw new StoreFailed("disposals were not read", e);
        }
    }

    private @Nullable String restrictions(UUID exhibit) {
        String sql = "select string_agg(kind, ', ' order by kind) from restriction"
                + " where exhibit = ? and lifted_at is null";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, exhibit);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new StoreFailed("restrictions were not read", e);
        }
    }

    private @Nullable UUID approval(UUID exhibit, String subject) {
        String sql = "select id from raw_request where exhibit = ? and requested_by = ? and valid_until > ?"
                + " order by valid_until desc limit 1";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, exhibit);
            select.setString(2, subject);
            select.setTimestamp(3, Timestamp.from(clock.instant()));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getObject(1, UUID.class) : null;
            }
        } catch (SQLException e) {
            throw new StoreFailed("requests were not read", e);
        }
    }
}
