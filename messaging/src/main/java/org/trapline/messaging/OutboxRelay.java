package org.trapline.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Moves the outbox to Kafka. One replica at a time holds the advisory lock; rows leave in their order and are deleted only
 * after the brokers have them, so a crash in between sends some again and loses none.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** Any number that no other user of advisory locks in the service's database takes. */
    private static final long LOCK = 0x7472_6170_6f75_7462L;

    private static final int BATCH = 200;

    private final DataSource dataSource;
    private final EventSender sender;
    private final AtomicLong depth = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();

    OutboxRelay(DataSource dataSource, EventSender sender, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.sender = sender;
        Gauge.builder("trapline.outbox.depth", depth, AtomicLong::doubleValue).register(meters);
        Gauge.builder("trapline.outbox.age", oldestSeconds, AtomicLong::doubleValue)
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(
            every = "${trapline.outbox.every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void relay() {
        try {
            while (QuarkusTransaction.requiringNew().timeout(60).call(this::relayBatch) == BATCH) {
                LOG.debug("outbox: a full batch was sent, looking for more");
            }
        } catch (RuntimeException e) {
            LOG.warnf("outbox: batch not sent, will be tried again: %s", rootMessage(e));
        }
    }

    private int relayBatch() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (!lock(connection)) {
                return 0;
            }
            List<Row> rows = next(connection);
            measure(connection);
            if (rows.isEmpty()) {
                return 0;
            }
            sender.send(rows.stream().map(Row::record).toList());
            delete(connection, rows);
            for (Row row : rows) {
                LOG.infof(
                        "event sent event=%s topic=%s subject=%s",
                        row.id(), row.record().topic(), row.record().key());
            }
            return rows.size();
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            try (ResultSet result = lock.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private static List<Row> next(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select seq, id, topic, subject, payload from outbox order by seq limit " + BATCH);
                ResultSet result = select.executeQuery()) {
            List<Row> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(new Row(
                        result.getLong(1),
                        result.getString(2),
                        new EventSender.Outgoing(result.getString(3), result.getString(4), result.getString(5))));
            }
            return rows;
        }
    }

    private void measure(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select count(*), coalesce(extract(epoch from now() - min(created_at)), 0) from outbox");
                ResultSet result = select.executeQuery()) {
            if (result.next()) {
                depth.set(result.getLong(1));
                oldestSeconds.set(result.getLong(2));
            }
        }
    }

    private static void delete(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from outbox where seq = any (?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(Row::seq).toArray()));
            delete.executeUpdate();
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }

    private record Row(long seq, String id, EventSender.Outgoing record) {}
}
