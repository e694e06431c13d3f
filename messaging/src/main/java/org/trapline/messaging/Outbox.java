package org.trapline.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.trapline.events.Event;
import org.trapline.events.EventCodec;

/** Where business code leaves its events: the event commits with the state it tells of, or not at all. */
@ApplicationScoped
public class Outbox {

    private final DataSource dataSource;

    Outbox(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Appends to the caller's transaction; order is kept per subject when the caller has version-checked it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(String topic, Event<?> event) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into outbox (id, topic, subject, payload) values (?, ?, ?, ?)")) {
            insert.setObject(1, event.id());
            insert.setString(2, topic);
            insert.setString(3, event.subject());
            insert.setString(4, EventCodec.write(event));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("event " + event.id() + " was not put into the outbox", e);
        }
    }
}
