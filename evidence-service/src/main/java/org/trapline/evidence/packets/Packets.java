package org.trapline.evidence.packets;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Actor;
import org.trapline.messaging.StoreFailed;

/** Packets and Bates numbers as rows. What changes runs in the caller's transaction. */
@ApplicationScoped
class Packets {

    private static final String COLUMNS = "select p.id, p.matter, p.title, p.prefix, p.redacted, p.requested_by_name,"
            + " p.requested_at, p.state, p.exhibits, p.written, p.checkpoint, p.sha256, p.size, p.failure,"
            + " p.finished_at, (select min(number) from packet_exhibit where packet = p.id),"
            + " (select max(number) from packet_exhibit where packet = p.id), p.requested_by, p.deleted_at, p.deletion from packet p ";

    private final DataSource dataSource;

    Packets(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Gives the prefix to the matter if it is free and holds it until the transaction ends.
     *
     * @throws PacketRefused when it is another matter's
     */
    void holdPrefix(String prefix, UUID matter) {
        run("the prefix " + prefix + " was not held", connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into bates_prefix (prefix, matter) values (?, ?) on conflict do nothing")) {
                insert.setString(1, prefix);
                insert.setObject(2, matter);
                insert.executeUpdate();
            }
            try (PreparedStatement select =
                    connection.prepareStatement("select matter from bates_prefix where prefix = ? for update")) {
                select.setString(1, prefix);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    if (!row.getObject(1, UUID.class).equals(matter)) {
                        throw new PacketRefused("prefix-taken", "The prefix " + prefix + " belongs to another matter");
                    }
                }
            }
            return null;
        });
    }

    /** Of the exhibits given, or of all, those that are in the matter, in the order of the ledger. */
    List<UUID> ofMatter(UUID matter, @Nullable List<UUID> among) {
        return run("exhibits of matter " + matter + " were not read", connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select e.id from exhibit_matter m join exhibit e on e.id = m.exhibit where m.matter = ?"
                            + (among == null ? "" : " and e.id = any (?)") + " order by e.leaf_index")) {
                select.setObject(1, matter);
                if (among != null) {
                    select.setArray(2, connection.createArrayOf("uuid", among.toArray()));
                }
                List<UUID> ids = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getObject(1, UUID.class));
                    }
                }
                return ids;
            }
        });
    }

    /** Writes a packet down with its exhibits; those that have no number of the prefix yet get the next ones. */
    void add(UUID packet, NewPacket wanted, List<UUID> exhibits, String subject, String name, Instant at) {
        run("packet " + packet + " was not written", connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into packet (id, matter, title, prefix, redacted, requested_by, requested_by_name,"
                            + " requested_at, state, exhibits, written) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)")) {
                insert.setObject(1, packet);
                insert.setObject(2, wanted.matter());
                insert.setString(3, wanted.title());
                insert.setString(4, wanted.prefix());
                insert.setBoolean(5, wanted.isRedacted());
                insert.setString(6, subject);
                insert.setString(7, name);
                insert.setTimestamp(8, Timestamp.from(at));
                insert.setString(9, Packet.State.BUILDING.name());
                insert.setLong(10, exhibits.size());
                insert.executeUpdate();
            }
            try (PreparedStatement number =
                    connection.prepareStatement("insert into bates_number (prefix, number, exhibit, packet)"
                            + " select ?, (select coalesce(max(number), 0) from bates_number where prefix = ?)"
                            + " + row_number() over (order by w.place), w.exhibit, ?"
                            + " from unnest(?::uuid[]) with ordinality w (exhibit, place) where not exists"
                            + " (select from bates_number b where b.prefix = ? and b.exhibit = w.exhibit)")) {
                number.setString(1, wanted.prefix());
                number.setString(2, wanted.prefix());
                number.setObject(3, packet);
                number.setArray(4, connection.createArrayOf("uuid", exhibits.toArray()));
                number.setString(5, wanted.prefix());
                number.executeUpdate();
            }
            try (PreparedStatement list =
                    connection.prepareStatement("insert into packet_exhibit (packet, number, exhibit)"
                            + " select ?, number, exhibit from bates_number where prefix = ? and exhibit = any (?)")) {
                list.setObject(1, packet);
                list.setString(2, wanted.prefix());
                list.setArray(3, connection.createArrayOf("uuid", exhibits.toArray()));
                list.executeUpdate();
            }
            return null;
        });
    }

    Optional<Packet> byId(UUID id) {
        return run("packet " + id + " was not read", connection -> list(connection, "where p.id = ?", id).stream()
                .findFirst());
    }

    /** The newest packets of the matters, below a cursor's packet. */
    List<Packet> newest(Set<UUID> matters, @Nullable UUID before, int count) {
        return run(
                "packets were not read",
                connection -> list(
                        connection,
                        "where p.matter = any (?) and (?::uuid is null or p.id < ?) order by p.id desc limit ?",
                        connection.createArrayOf("uuid", matters.toArray()),
                        before,
                        before,
                        count));
    }

    /** Its exhibits in the order of their numbers. */
    List<Numbered> exhibits(UUID packet) {
        return run("the exhibits of packet " + packet + " were not read", connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select number, exhibit from packet_exhibit where packet = ? order by number")) {
                select.setObject(1, packet);
                List<Numbered> exhibits = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        exhibits.add(new Numbered(row.getLong(1), row.getObject(2, UUID.class)));
                    }
                }
                return exhibits;
            }
        });
    }

    /** The highest leaf of its exhibits. */
    long lastLeaf(UUID packet) {
        return run("the exhibits of packet " + packet + " were not read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select max(e.leaf_index) from packet_exhibit p"
                    + " join exhibit e on e.id = p.exhibit where p.packet = ?")) {
                select.setObject(1, packet);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    void progress(UUID packet, long written) {
        update("update packet set written = ? where id = ?", written, packet);
    }

    void ready(UUID packet, long checkpoint, byte[] sha256, long size, Instant at) {
        update(
                "update packet set state = 'READY', written = exhibits, checkpoint = ?, sha256 = ?, size = ?,"
                        + " finished_at = ? where id = ? and state = 'BUILDING'",
                checkpoint,
                sha256,
                size,
                Timestamp.from(at),
                packet);
    }

    void failed(UUID packet, String why, Instant at) {
        update(
                "update packet set state = 'FAILED', failure = ?, finished_at = ? where id = ? and state = 'BUILDING'",
                why,
                Timestamp.from(at),
                packet);
    }

    /** Writes down that the file goes; the first reason stays. */
    void deleted(UUID packet, String why, Actor by, Instant at) {
        update(
                "update packet set state = 'DELETED', deletion = ?, deleted_by = ?, deleted_by_name = ?, deleted_at = ?"
                        + " where id = ? and state <> 'DELETED'",
                why,
                by.subject(),
                by.name(),
                Timestamp.from(at),
                packet);
    }

    boolean isDeleted(UUID packet) {
        return byId(packet).filter(p -> p.state() == Packet.State.DELETED).isPresent();
    }

    /**
     * Finished packets that may not lie there any longer, and why.
     *
     * @param finishedBefore the time of these is over
     * @param one to look at this one alone
     */
    Map<UUID, String> over(Instant finishedBefore, @Nullable UUID one) {
        return run("packets were not read", connection -> {
            Map<UUID, String> over = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("select id, why from ("
                    + "select p.id, 'kept for as long as is set' why from packet p where p.state = 'READY'"
                    + " and p.finished_at < ?"
                    + " union all select p.id, 'exhibit ' || d.exhibit || ' was disposed of' from disposed_exhibit d"
                    + " join packet_exhibit x on x.exhibit = d.exhibit join packet p on p.id = x.packet"
                    + " where p.state = 'READY'"
                    + " union all select p.id, 'exhibit ' || r.exhibit || ' was restricted' from restriction r"
                    + " join packet_exhibit x on x.exhibit = r.exhibit join packet p on p.id = x.packet"
                    + " where p.state = 'READY' and r.lifted_at is null and r.placed_at >= p.requested_at) o"
                    + " where ?::uuid is null or id = ?")) {
                set(select, Timestamp.from(finishedBefore), one, one);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        over.put(row.getObject(1, UUID.class), row.getString(2));
                    }
                }
            }
            return over;
        });
    }

    private void update(String sql, Object... values) {
        run("a packet was not updated", connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                set(update, values);
                return update.executeUpdate();
            }
        });
    }

    private static List<Packet> list(Connection connection, String where, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + where)) {
            set(select, values);
            List<Packet> packets = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    packets.add(packet(row));
                }
            }
            return packets;
        }
    }

    private static Packet packet(ResultSet row) throws SQLException {
        String prefix = row.getString(4);
        byte[] sha256 = row.getBytes(12);
        Timestamp finished = row.getTimestamp(15);
        Timestamp deleted = row.getTimestamp(19);
        return new Packet(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                prefix,
                row.getBoolean(5),
                row.getString(18),
                row.getString(6),
                row.getTimestamp(7).toInstant(),
                Packet.State.valueOf(row.getString(8)),
                row.getLong(9),
                new BatesNumber(prefix, row.getLong(16)).toString(),
                new BatesNumber(prefix, row.getLong(17)).toString(),
                row.getLong(10),
                row.getObject(11, Long.class),
                sha256 == null ? null : HexFormat.of().formatHex(sha256),
                row.getObject(13, Long.class),
                row.getString(14),
                finished == null ? null : finished.toInstant(),
                deleted == null ? null : deleted.toInstant(),
                row.getString(20));
    }

    private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private <T> T run(String failure, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new StoreFailed(failure, e);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** An exhibit with its Bates number's digits. */
    record Numbered(long number, UUID exhibit) {}
}
