package org.trapline.evidence.custody;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.StoreFailed;

/** Adds events to the chains of exhibits. */
@ApplicationScoped
public class CustodyLog {

    private final DataSource dataSource;

    CustodyLog(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** In the caller's transaction: the event is there exactly when what it tells of is. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(CustodyEvent event) {
        append(List.of(event));
    }

    /** Adds events in their order, in the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(List<CustodyEvent> events) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into custody_event (exhibit, seq, type, at, actor, actor_name, actor_role, on_behalf_of,
                            purpose, authority, location, from_custodian, to_custodian, hash_before, hash_after, match,
                            tool, tool_version, change, counter_signature, matter, reference, event_hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            List<UUID> exhibits =
                    events.stream().map(CustodyEvent::exhibit).distinct().toList();
            Chains chains = Chains.lock(connection, exhibits);
            for (CustodyEvent event : events) {
                bind(insert, event, chains.append(event.exhibit(), event));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new StoreFailed("custody events were not written", e);
        }
    }

    private static void bind(PreparedStatement insert, CustodyEvent event, Link link) throws SQLException {
        insert.setObject(1, event.exhibit());
        insert.setInt(2, link.seq());
        insert.setString(3, event.type().name());
        insert.setTimestamp(4, Timestamp.from(event.at()));
        List<@Nullable String> texts = Arrays.asList(
                event.actor().subject(),
                event.actor().name(),
                event.actor().role(),
                event.onBehalfOf(),
                event.purpose(),
                event.authority(),
                event.location(),
                event.fromCustodian(),
                event.toCustodian());
        for (int i = 0; i < texts.size(); i++) {
            insert.setString(5 + i, texts.get(i));
        }
        insert.setBytes(14, event.hashBefore());
        insert.setBytes(15, event.hashAfter());
        insert.setObject(16, event.match(), Types.BOOLEAN);
        insert.setString(17, event.tool());
        insert.setString(18, event.toolVersion());
        insert.setString(19, event.change());
        insert.setString(20, event.counterSignature());
        insert.setObject(21, event.matter(), Types.OTHER);
        insert.setObject(22, event.reference(), Types.OTHER);
        insert.setBytes(23, link.hash());
    }
}
