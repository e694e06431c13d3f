package org.trapline.evidence.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.Collector;
import org.trapline.evidence.custody.CustodyEvent;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.custody.Link;
import org.trapline.evidence.custody.ReceivedEvent;
import org.trapline.evidence.exhibits.Envelope;
import org.trapline.evidence.exhibits.EnvelopeColumns;
import org.trapline.messaging.StoreFailed;

/** Reads chains back from the rows of receipts and of other events. */
@ApplicationScoped
public class CustodyChains {

    static final String EVENT_COLUMNS = "c.exhibit, c.seq, c.event_hash, c.type, c.at, c.actor, c.actor_name,"
            + " c.actor_role, c.on_behalf_of, c.purpose, c.authority, c.location, c.from_custodian, c.to_custodian,"
            + " c.hash_before, c.hash_after, c.match, c.tool, c.tool_version, c.change, c.counter_signature, c.matter,"
            + " c.reference";

    private static final String RECEIPTS =
            "select r.exhibit, r.chain_seq, r.chain_hash, r.seq, r.at, r.first, e.sha256,"
                    + " e.size, e.kind, e.media_type, b.id, b.started_at, b.source, b.trap, b.matter, b.actor, b.actor_name,"
                    + " b.authority, b.collector, b.collector_version, b.collector_build, b.clock_source, "
                    + EnvelopeColumns.OF_V
                    + " from receipt r join batch b on b.id = r.batch join exhibit e on e.id = r.exhibit"
                    + " left join envelope v on v.receipt = r.seq"
                    + " where r.exhibit = any (?) and r.chain_seq is not null";

    private static final String EVENTS = "select " + EVENT_COLUMNS + " from custody_event c where c.exhibit = any (?)";

    private final DataSource dataSource;

    CustodyChains(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public CustodyChain of(UUID exhibit) {
        return of(List.of(exhibit)).get(0);
    }

    /** One chain for each exhibit, in their order; an empty one for an exhibit that is unknown. */
    public List<CustodyChain> of(Collection<UUID> exhibits) {
        Map<UUID, List<ChainEntry>> entries = new HashMap<>();
        try (Connection connection = dataSource.getConnection()) {
            Array ids = connection.createArrayOf("uuid", exhibits.toArray());
            read(connection, RECEIPTS, ids, CustodyChains::receipt, entries);
            read(connection, EVENTS, ids, CustodyChains::event, entries);
        } catch (SQLException e) {
            throw new StoreFailed("custody chains were not read", e);
        }
        return exhibits.stream()
                .map(exhibit -> new CustodyChain(
                        exhibit,
                        entries.getOrDefault(exhibit, List.of()).stream()
                                .sorted(Comparator.comparingInt(e -> e.link().seq()))
                                .toList()))
                .toList();
    }

    private interface Row {
        ChainEntry read(ResultSet row) throws SQLException;
    }

    private static void read(
            Connection connection, String sql, Array ids, Row reader, Map<UUID, List<ChainEntry>> entries)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, ids);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ChainEntry entry = reader.read(row);
                    entries.computeIfAbsent(entry.exhibit(), e -> new ArrayList<>())
                            .add(entry);
                }
            }
        }
    }

    private static ChainEntry receipt(ResultSet row) throws SQLException {
        UUID exhibit = row.getObject(1, UUID.class);
        boolean first = row.getBoolean(6);
        UUID matter = row.getObject(15, UUID.class);
        ReceivedEvent.Batch batch = new ReceivedEvent.Batch(
                row.getObject(11, UUID.class),
                row.getTimestamp(12).toInstant(),
                row.getString(13),
                row.getObject(14, UUID.class),
                matter,
                row.getString(16),
                row.getString(17),
                row.getString(18),
                new Collector(row.getString(19), row.getString(20), row.getString(21), row.getString(22)));
        Envelope envelope = EnvelopeColumns.read(row, 23);
        ReceivedEvent event = new ReceivedEvent(
                exhibit,
                row.getLong(4),
                row.getTimestamp(5).toInstant(),
                first,
                row.getBytes(7),
                row.getLong(8),
                first ? row.getString(9) : null,
                first ? row.getString(10) : null,
                batch,
                envelope == null ? null : envelope.parts());
        return new ChainEntry(exhibit, link(row), event, matter);
    }

    static ChainEntry event(ResultSet row) throws SQLException {
        CustodyEvent event = CustodyEvent.draft(
                        row.getObject(1, UUID.class),
                        CustodyType.valueOf(row.getString(4)),
                        row.getTimestamp(5).toInstant(),
                        new Actor(row.getString(6), row.getString(7), row.getString(8)))
                .onBehalfOf(row.getString(9))
                .purpose(row.getString(10))
                .authority(row.getString(11))
                .location(row.getString(12))
                .custodians(row.getString(13), row.getString(14))
                .hashes(row.getBytes(15), row.getBytes(16), row.getObject(17, Boolean.class))
                .tool(row.getString(18), row.getString(19))
                .change(row.getString(20))
                .counterSignature(row.getString(21))
                .matter(row.getObject(22, UUID.class))
                .reference(row.getObject(23, UUID.class))
                .done();
        return new ChainEntry(event.exhibit(), link(row), event, event.matter());
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(row.getInt(2), row.getBytes(3));
    }
}
