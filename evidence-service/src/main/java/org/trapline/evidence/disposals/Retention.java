package org.trapline.evidence.disposals;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.messaging.StoreFailed;

/** Finds exhibits that have been kept long enough. A hold beats it. */
@ApplicationScoped
class Retention {

    private final RetentionConfig config;
    private final DataSource dataSource;
    private final Clock clock;

    Retention(RetentionConfig config, DataSource dataSource, Clock clock) {
        this.config = config;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Those in sight, the oldest ones first. */
    List<UUID> due(int count, Sight sight) {
        List<UUID> due = new ArrayList<>();
        config.periods().forEach((kind, period) -> {
            Instant before =
                    clock.instant().atZone(ZoneOffset.UTC).minus(period).toInstant();
            due.addAll(due(kind, before, count - due.size(), sight));
        });
        return due;
    }

    private List<UUID> due(ExhibitKind kind, Instant before, int count, Sight sight) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select e.id from exhibit e where e.kind = ? and e.received_at < ?
                            and not exists (select from receipt r where r.exhibit = e.id and r.at >= ?)
                            and not exists (select from disposal_exhibit d where d.exhibit = e.id and d.held_by is null)
                            and not exists (select from hold_exhibit x join hold h on h.id = x.hold
                                where x.exhibit = e.id and h.released_at is null)
                            and not exists (select from exhibit_matter m join hold h on h.matter = m.matter
                                where m.exhibit = e.id and h.whole_matter and h.released_at is null)
                            and %s
                        order by e.leaf_index limit ?
                        """.formatted(Sight.ofExhibit("e.id")))) {
            select.setString(1, kind.name());
            select.setTimestamp(2, Timestamp.from(before));
            select.setTimestamp(3, Timestamp.from(before));
            select.setInt(sight.bind(connection, select, 4), count);
            try (ResultSet row = select.executeQuery()) {
                List<UUID> due = new ArrayList<>();
                while (row.next()) {
                    due.add(row.getObject(1, UUID.class));
                }
                return due;
            }
        } catch (SQLException e) {
            throw new StoreFailed("exhibits past their retention were not read", e);
        }
    }
}
