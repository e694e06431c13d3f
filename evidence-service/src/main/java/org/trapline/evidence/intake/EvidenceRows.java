package org.trapline.evidence.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Chains;
import org.trapline.evidence.custody.Collector;
import org.trapline.evidence.custody.Link;
import org.trapline.evidence.exhibits.Envelope;
import org.trapline.evidence.following.Followers;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.ledger.LedgerAnomaly;
import org.trapline.evidence.ledger.LedgerHead;
import org.trapline.evidence.ledger.TreeEdge;
import org.trapline.evidence.mail.LinkedHost;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.vault.Location;
import org.trapline.messaging.StoreFailed;
import org.trapline.verifier.TreeHash;

/** Writes the rows of a commit. Plain SQL, because this is what an intake's time goes into. */
@ApplicationScoped
class EvidenceRows {

    private static final int BATCHES_REMEMBERED = 1000;

    private final DataSource dataSource;
    private final Ledger ledger;
    private final Followers followers;
    private final Collector collector;
    /** Batches whose row is there: one intake has many commits. For the writer's thread alone. */
    private final Set<UUID> batches = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > BATCHES_REMEMBERED;
        }
    });

    EvidenceRows(DataSource dataSource, Ledger ledger, Followers followers, ThisCollector collector) {
        this.dataSource = dataSource;
        this.ledger = ledger;
        this.followers = followers;
        this.collector = collector.collector();
    }

    /** The exhibits that are there already, by hash. */
    Map<ByteBuffer, UUID> known(List<byte[]> hashes) {
        if (hashes.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select sha256, id from exhibit where sha256 = any (?)")) {
            select.setArray(1, connection.createArrayOf("bytea", hashes.toArray(byte[][]::new)));
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

    /**
     * Whether a commit could grow the ledger now.
     *
     * @throws LedgerAnomaly when it could not
     */
    void requireSoundLedger() {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = dataSource.getConnection()) {
                ledger.edge(connection, ledger.lockHead(connection));
            } catch (SQLException e) {
                throw new StoreFailed("the ledger's head was not read", e);
            }
        });
    }

    /**
     * Writes everything of a commit in one transaction.
     *
     * @param refused told when the transaction failed before its commit was asked for: then no row of it will ever be there.
     *     Of a commit that was asked for and failed nobody knows that, for the connection may be lost after it succeeded
     */
    PendingCommit.Places write(PendingCommit commit, List<Location> locations, Runnable refused) {
        AtomicBoolean written = new AtomicBoolean();
        PendingCommit.Places places;
        try {
            places = QuarkusTransaction.requiringNew().call(() -> {
                PendingCommit.Places all = writeAll(commit, locations);
                written.set(true);
                return all;
            });
        } catch (RuntimeException | Error e) {
            batches.clear();
            if (!written.get()) {
                refused.run();
            }
            throw e;
        }
        ledger.committed(places.tree());
        commit.messages().forEach(m -> batches.add(m.provenance().batch()));
        return places;
    }

    /** The transaction holds the ledger's head from here on. */
    private PendingCommit.Places writeAll(PendingCommit commit, List<Location> locations) {
        try (Connection connection = dataSource.getConnection()) {
            LedgerHead head = ledger.lockHead(connection);
            TreeEdge.Growth growth = ledger.edge(connection, head)
                    .append(commit.fresh().stream()
                            .map(e -> TreeHash.ofLeaf(e.leafData()))
                            .toList());
            insertBatches(connection, commit);
            noteCaught(commit);
            copyExhibits(connection, head.size(), commit.fresh(), locations);
            copyReceipts(connection, head.receipts(), commit);
            insertMemberships(connection, commit);
            ledger.write(connection, head, growth, commit.messages().size());
            return new PendingCommit.Places(head.receipts(), head.size(), growth.edge());
        } catch (SQLException e) {
            throw new StoreFailed("evidence was not written", e);
        }
    }

    private void insertBatches(Connection connection, PendingCommit commit) throws SQLException {
        Set<Provenance> unseen = commit.messages().stream()
                .map(Received::provenance)
                .filter(p -> !batches.contains(p.batch()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (unseen.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into batch (id, started_at, source, trap, matter, actor, actor_name, authority, collector,"
                        + " collector_version, collector_build, clock_source)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            for (Provenance batch : unseen) {
                insert.setObject(1, batch.batch());
                insert.setTimestamp(2, Timestamp.from(batch.startedAt()));
                insert.setString(3, batch.source());
                insert.setObject(4, batch.trap());
                insert.setObject(5, batch.matter());
                insert.setString(6, batch.actor());
                insert.setString(7, batch.actorName());
                insert.setString(8, batch.authority());
                insert.setString(9, collector.system());
                insert.setString(10, collector.version());
                insert.setString(11, collector.build());
                insert.setString(12, collector.clockSource());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** An exhibit that was known before may come in by a trap for the first time. */
    private void noteCaught(PendingCommit commit) {
        Set<UUID> fresh = commit.fresh().stream().map(NewExhibit::id).collect(Collectors.toSet());
        Set<UUID> caught = commit.messages().stream()
                .filter(m -> m.provenance().trap() != null)
                .map(commit::exhibit)
                .filter(exhibit -> !fresh.contains(exhibit))
                .collect(Collectors.toSet());
        if (!caught.isEmpty()) {
            followers.caught(caught);
        }
    }

    private static void copyExhibits(
            Connection connection, long firstLeaf, List<NewExhibit> fresh, List<Location> locations)
            throws SQLException {
        CopyRows exhibits = new CopyRows(
                "exhibit",
                "id",
                "leaf_index",
                "kind",
                "sha256",
                "size",
                "received_at",
                "media_type",
                "source",
                "trap",
                "segment",
                "position",
                "length",
                "leaf_data",
                "secret",
                "parser",
                "subject",
                "sender",
                "sent_at",
                "defects");
        CopyRows sites = new CopyRows("exhibit_site", "position", "host", "site", "exhibit");
        for (int i = 0; i < fresh.size(); i++) {
            NewExhibit exhibit = fresh.get(i);
            Received received = exhibit.received();
            Provenance provenance = received.provenance();
            Location location = locations.get(i);
            exhibits.add(exhibit.id()).add(firstLeaf + i).add(provenance.kind().name());
            exhibits.add(received.sha256()).add((long) received.raw().length);
            exhibits.add(received.at()).add(provenance.mediaType()).add(provenance.source());
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
        exhibits.into(connection);
        sites.into(connection);
    }

    private void copyReceipts(Connection connection, long firstReceipt, PendingCommit commit) throws SQLException {
        Set<UUID> unseen = new HashSet<>();
        commit.fresh().forEach(e -> unseen.add(e.id()));
        Chains chains = Chains.lock(
                connection,
                commit.messages().stream()
                        .map(commit::exhibit)
                        .filter(exhibit -> !unseen.contains(exhibit))
                        .collect(Collectors.toSet()));
        CopyRows receipts =
                new CopyRows("receipt", "seq", "exhibit", "batch", "at", "first", "chain_seq", "chain_hash");
        CopyRows envelopes = new CopyRows(
                "envelope",
                "receipt",
                "mail_from",
                "rcpt_to",
                "client_ip",
                "client_port",
                "helo",
                "tls",
                "server_host",
                "queue_id");
        long seq = firstReceipt;
        for (Received message : commit.messages()) {
            UUID exhibit = commit.exhibit(message);
            boolean first = unseen.remove(exhibit);
            Link link = chains.append(exhibit, message.event(exhibit, ++seq, first, collector));
            receipts.add(seq).add(exhibit).add(message.provenance().batch()).add(message.at());
            receipts.add(first).add(link.seq()).add(link.hash()).endRow();
            Envelope envelope = message.envelope();
            if (envelope != null) {
                envelopes.add(seq).add(envelope.mailFrom()).add(envelope.rcptTo());
                envelopes.add(envelope.clientIp()).add(envelope.clientPort()).add(envelope.helo());
                envelopes
                        .add(envelope.tls())
                        .add(envelope.serverHost())
                        .add(envelope.queueId())
                        .endRow();
            }
        }
        receipts.into(connection);
        envelopes.into(connection);
    }

    private static void insertMemberships(Connection connection, PendingCommit commit) throws SQLException {
        List<Received> members = commit.messages().stream()
                .filter(m -> m.provenance().matter() != null)
                .toList();
        if (members.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into exhibit_matter (exhibit, matter, batch, added_at)"
                        + " select * from unnest(?, ?, ?, ?::timestamptz[]) on conflict do nothing")) {
            insert.setArray(1, array(connection, "uuid", members, commit::exhibit));
            insert.setArray(
                    2, array(connection, "uuid", members, m -> m.provenance().matter()));
            insert.setArray(
                    3, array(connection, "uuid", members, m -> m.provenance().batch()));
            insert.setArray(
                    4, array(connection, "text", members, m -> m.provenance().startedAt()));
            insert.executeUpdate();
        }
    }

    private static Array array(
            Connection connection, String type, List<Received> members, Function<Received, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, members.stream().map(value).toArray());
    }
}
