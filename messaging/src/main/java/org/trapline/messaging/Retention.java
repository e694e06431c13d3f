package org.trapline.messaging;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Forgets what cannot come a second time any more: Kafka keeps a record for a week by default, and a caller that has not
 * sent a request again for a month will not.
 */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final DataSource dataSource;

    Retention(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Scheduled(every = "24h", delayed = "10m")
    void forget() {
        int events = forget("delete from inbox where received_at < now() - interval '30 days'");
        int keys = forget("delete from idempotency_key where created_at < now() - interval '30 days'");
        LOG.infof("forgotten after 30 days events=%d idempotencyKeys=%d", events, keys);
    }

    private int forget(String delete) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                return statement.executeUpdate(delete);
            } catch (SQLException e) {
                throw new StoreFailed("old rows were not deleted", e);
            }
        });
    }
}
