package org.trapline.evidence.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.ledger.LedgerHead;
import org.trapline.evidence.ledger.TreeEdge;
import org.trapline.evidence.mail.LinkedHost;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.vault.Location;
import org.trapline.messaging.StoreFailed;
import org.trapline.verifier.TreeHash;

/** Writes the rows of a batch. Plain SQL, because this is what an intake's time goes into. */
@ApplicationScoped
class EvidenceRows {

    private final DataSource dataSource;
    private final Ledger ledger;
    /** The edge that was last written; used again when the head has not moved. Guarded by the head's row lock. */
    private volatile @Nullable TreeEdge lastEdge;

    EvidenceRows(DataSource dataSource, Ledger ledger) {
        this.dataSource = dataSource;
        this.ledger = ledger;
    }

    /** The exhibits that are there already, by hash. */
    Map<ByteBuffer, UUID> known(List<Received> messages) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select sha256, id from exhibit where sha256 = any (?)")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "bytea", messages.stream().map(Received::sha256).toArray(byte[][]::new)));
            try (ResultSet rows = select.executeQuery()) {
                Map<ByteBuffer, UUID> known = new HashMap<>();
                while (rows.next()) {
                    known.put(ByteBuffer.wrap(rows.getBytes(1)), rows.getObject(2, UUID.class));
                }
                return known;
            }
        } catch (SQLException e) {
            throw new StoreFailed("known exhibits were not read", e);
        }
    }

    /** Writes everything of a batch in the caller's transaction, which holds the ledger's head from here on. */
    Recorder.ReceiptNumbers write(
            Provenance provenance,
            List<Received> messages,
            Map<ByteBuffer, UUID> known,
            List<NewExhibit> fresh,
            List<Location> locations) {
        try (Connection connection = dataSource.getConnection()) {
            LedgerHead head = ledger.lockHead(connection);
            TreeEdge edge = lastEdge;
            // A commit that failed, or whose outcome was never heard, leaves an edge here that may not be the head's.
            if (edge == null || edge.size() != head.size() || !Arrays.equals(edge.root(), head.root())) {
                edge = ledger.edge(connection, head);
            }
            TreeEdge.Growth growth = edge.append(
                    fresh.stream().map(e -> TreeHash.ofLeaf(e.leafData())).toList());
            insertBatch(connection, provenance);
            copyExhibits(connection, provenance, head.size(), fresh, locations);
            copyReceipts(connection, provenance, head.receipts(), messages, known, fresh);
            if (provenance.matter() != null) {
                insertMemberships(connection, provenance, provenance.matter(), known, fresh);
            }
            ledger.write(connection, head, growth, messages.size());
            lastEdge = growth.edge();
            return new Recorder.ReceiptNumbers(head.receipts(), head.size());
        } catch (SQLException e) {
            throw new StoreFailed("batch " + provenance.batch() + " was not written", e);
        }
    }

    private static void insertBatch(Connection connection, Provenance provenance) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into batch (id, started_at, source, trap, matter, actor, actor_name)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setObject(1, provenance.batch());
            insert.setTimestamp(2, Timestamp.from(provenance.startedAt()));
            insert.setString(3, provenance.source());
            insert.setObject(4, provenance.trap());
            insert.setObject(5, provenance.matter());
            insert.setString(6, provenance.actor());
            insert.setString(7, provenance.actorName());
            insert.executeUpdate();
        }
    }

    private static void copyExhibits(
            Connection connection,
            Provenance provenance,
            long firstLeaf,
            List<NewExhibit> fresh,
            List<Location> locations)
            throws SQLException {
        CopyRows exhibits = new CopyRows();
        CopyRows sites = new CopyRows();
        for (int i = 0; i < fresh.size(); i++) {
            NewExhibit exhibit = fresh.get(i);
            Location location = locations.get(i);
            exhibits.add(exhibit.id()).add(firstLeaf + i).add(provenance.kind());
            exhibits.add(exhibit.received().sha256()).add(exhibit.received().raw().length);
            exhibits.add(exhibit.received().at()).add(provenance.mediaType()).add(provenance.source());
            exhibits.add(provenance.trap())
                    .add(location.segment())
                    .add(location.offset())
                    .add(location.length());
            exhibits.add(exhibit.leafData()).add(exhibit.secret()).add(MailParser.VERSION);
            exhibits.add(exhibit.mail().subject())
                    .add(exhibit.mail().from())
                    .add(exhibit.mail().date());
            exhibits.add(exhibit.mail().defects()).endRow();
            for (LinkedHost link : exhibit.mail().links()) {
                sites.add(firstLeaf + i)
                        .add(link.host())
                        .add(link.site())
                        .add(exhibit.id())
                        .endRow();
            }
        }
        exhibits.into(
                connection,
                "exhibit (id, leaf_index, kind, sha256, size, received_at, media_type, source, trap, segment, position,"
                        + " length, leaf_data, secret, parser, subject, sender, sent_at, defects)");
        sites.into(connection, "exhibit_site (position, host, site, exhibit)");
    }

    private static void copyReceipts(
            Connection connection,
            Provenance provenance,
            long firstReceipt,
            List<Received> messages,
            Map<ByteBuffer, UUID> known,
            List<NewExhibit> fresh)
            throws SQLException {
        Map<ByteBuffer, UUID> ids = new HashMap<>(known);
        fresh.forEach(e -> ids.put(e.received().key(), e.id()));
        Set<ByteBuffer> seen = new HashSet<>(known.keySet());
        CopyRows receipts = new CopyRows();
        long seq = firstReceipt;
        for (Received message : messages) {
            receipts.add(++seq)
                    .add(ids.get(message.key()))
                    .add(provenance.batch())
                    .add(message.at());
            receipts.add(seen.add(message.key())).endRow();
        }
        receipts.into(connection, "receipt (seq, exhibit, batch, at, first)");
    }

    private static void insertMemberships(
            Connection connection,
            Provenance provenance,
            UUID matter,
            Map<ByteBuffer, UUID> known,
            List<NewExhibit> fresh)
            throws SQLException {
        List<UUID> exhibits = new ArrayList<>(known.values());
        fresh.forEach(e -> exhibits.add(e.id()));
        try (PreparedStatement insert =
                connection.prepareStatement("insert into exhibit_matter (exhibit, matter, batch, added_at)"
                        + " select unnest(?), ?, ?, ? on conflict do nothing")) {
            insert.setArray(1, connection.createArrayOf("uuid", exhibits.toArray()));
            insert.setObject(2, matter);
            insert.setObject(3, provenance.batch());
            insert.setTimestamp(4, Timestamp.from(provenance.startedAt()));
            insert.executeUpdate();
        }
    }
}
