package org.trapline.messaging;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.trapline.events.MatterAccessChanged;

/** A consumer as the services have them: it keeps each change it hears of, and fails when a test wants it to. */
@ApplicationScoped
public class Effects {

    private final DataSource dataSource;
    private final Inbox inbox;
    private final AtomicInteger passingFaults = new AtomicInteger();

    Effects(DataSource dataSource, Inbox inbox) {
        this.dataSource = dataSource;
        this.inbox = inbox;
    }

    @Incoming("matters")
    @Blocking
    void on(String json) {
        inbox.receive(json, MatterAccessChanged.class, event -> keep(event.data()));
    }

    private void keep(MatterAccessChanged change) {
        if (change.version() == Long.MAX_VALUE) {
            throw new IllegalStateException("an effect that always fails");
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into effect (matter, version) values (?, ?)")) {
            insert.setObject(1, change.matter());
            insert.setLong(2, change.version());
            insert.executeUpdate();
            if (passingFaults.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new SQLTransientConnectionException("the connection went away");
            }
        } catch (SQLException e) {
            throw new StoreFailed("effect not kept", e);
        }
    }

    void failNext(int times) {
        passingFaults.set(times);
    }

    int faultsLeft() {
        return passingFaults.get();
    }

    List<Long> versionsOf(UUID matter) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select version from effect where matter = ? order by seq")) {
            select.setObject(1, matter);
            List<Long> versions = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    versions.add(rows.getLong(1));
                }
            }
            return versions;
        } catch (SQLException e) {
            throw new StoreFailed("effects not read", e);
        }
    }
}
