package org.trapline.evidence.transfers;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.messaging.StoreFailed;

/** Transfers and what receivers said of them; added, never changed. */
@ApplicationScoped
class TransferRows {

    private final DataSource dataSource;

    TransferRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * @param exhibit null when it is a packet
     * @param packet null when it is an exhibit
     * @param matter that it was done for; null for an open exhibit
     */
    void add(
            UUID id,
            @Nullable UUID exhibit,
            @Nullable UUID packet,
            @Nullable UUID matter,
            ExhibitTransferResource.NewTransfer wanted,
            byte[] sha256,
            Caller caller,
            Instant at) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into transfer (id, exhibit, matter, to_, purpose, authority, sha256, at, actor, actor_name, packet)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setObject(2, exhibit, Types.OTHER);
            insert.setObject(3, matter, Types.OTHER);
            insert.setString(4, wanted.to());
            insert.setString(5, wanted.purpose());
            insert.setString(6, wanted.authority());
            insert.setBytes(7, sha256);
            insert.setTimestamp(8, Timestamp.from(at));
            insert.setString(9, caller.subject());
            insert.setString(10, caller.name());
            insert.setObject(11, packet, Types.OTHER);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("a transfer was not written", e);
        }
    }

    /** @return false when the transfer was acknowledged before, or is by another call just now */
    boolean acknowledge(
            UUID transfer,
            TransferResource.Acknowledgement said,
            byte[] sha256,
            boolean match,
            Caller caller,
            Instant at) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into transfer_acknowledgement (transfer, receiver, sha256, match, at, actor, actor_name)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setObject(1, transfer);
            insert.setString(2, said.receiver());
            insert.setBytes(3, sha256);
            insert.setBoolean(4, match);
            insert.setTimestamp(5, Timestamp.from(at));
            insert.setString(6, caller.subject());
            insert.setString(7, caller.name());
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailed("an acknowledgement was not written", e);
        }
    }

    /**
     * Transfers that a caller may know of, the last first.
     *
     * @param exhibit of it alone, by itself or in a packet; null for all
     * @param packet of it alone; null for all
     * @param open those alone that nobody has acknowledged
     * @param visible the caller's matters; null for all
     * @param before the last of the page before
     */
    List<Transfer> list(
            @Nullable UUID exhibit,
            @Nullable UUID packet,
            boolean open,
            @Nullable Set<UUID> visible,
            @Nullable UUID before,
            int count) {
        return select(
                "(?::uuid is null or t.exhibit = ? or t.packet in (select x.packet from packet_exhibit x where x.exhibit = ?))"
                        + " and (?::uuid is null or t.packet = ?) and (not ? or a.at is null)"
                        + " and (?::uuid is null or t.id < ?)"
                        + " and (? or t.matter is null or t.matter = any (?)) order by t.id desc limit ?",
                (connection, select) -> {
                    for (int i = 1; i <= 3; i++) {
                        select.setObject(i, exhibit, Types.OTHER);
                    }
                    select.setObject(4, packet, Types.OTHER);
                    select.setObject(5, packet, Types.OTHER);
                    select.setBoolean(6, open);
                    select.setObject(7, before, Types.OTHER);
                    select.setObject(8, before, Types.OTHER);
                    bind(connection, select, 9, visible);
                    select.setInt(11, count);
                });
    }

    Optional<Transfer> find(UUID id, @Nullable Set<UUID> visible) {
        return select("t.id = ? and (? or t.matter is null or t.matter = any (?))", (connection, select) -> {
                    select.setObject(1, id);
                    bind(connection, select, 2, visible);
                })
                .stream()
                .findFirst();
    }

    private static void bind(Connection connection, PreparedStatement select, int at, @Nullable Set<UUID> visible)
            throws SQLException {
        select.setBoolean(at, visible == null);
        select.setArray(at + 1, connection.createArrayOf("uuid", visible == null ? new UUID[0] : visible.toArray()));
    }

    private List<Transfer> select(String where, Binding binding) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select t.id, t.exhibit, t.packet, t.to_, t.purpose, t.authority, t.sha256, t.at, t.actor_name, a.receiver,"
                                + " a.at, (select count(*) from transfer_acknowledgement m where m.transfer = t.id and not m.match)"
                                + " from transfer t left join transfer_acknowledgement a on a.transfer = t.id and a.match"
                                + " where " + where)) {
            binding.bind(connection, select);
            try (ResultSet row = select.executeQuery()) {
                List<Transfer> transfers = new ArrayList<>();
                while (row.next()) {
                    Timestamp acknowledged = row.getTimestamp(11);
                    transfers.add(new Transfer(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getObject(3, UUID.class),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            HexFormat.of().formatHex(row.getBytes(7)),
                            row.getTimestamp(8).toInstant(),
                            row.getString(9),
                            row.getString(10),
                            acknowledged == null ? null : acknowledged.toInstant(),
                            row.getInt(12)));
                }
                return transfers;
            }
        } catch (SQLException e) {
            throw new StoreFailed("transfers were not read", e);
        }
    }

    /** Sets the parameters of a query. */
    private interface Binding {
        void bind(Connection connection, PreparedStatement select) throws SQLException;
    }
}
