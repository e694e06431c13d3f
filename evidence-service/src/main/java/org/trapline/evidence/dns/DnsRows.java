package org.trapline.evidence.dns;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.messaging.StoreFailed;

/** What came in by SMTP and was not looked at yet, and what was found of it. */
@ApplicationScoped
class DnsRows {

    private final DataSource dataSource;
    private final Clock clock;

    DnsRows(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** The newest receipt by SMTP; 0 without any. */
    long newest() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select coalesce(max(receipt), 0) from envelope");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new StoreFailed("the newest receipt by SMTP was not read", e);
        }
    }

    /** The next receipts up to one, in their order; what came in before a moment is passed over. */
    List<Arrival> next(long until, Instant since, int count) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select e.receipt, x.id, x.leaf_index, r.at, x.sender, e.mail_from, e.client_ip,"
                                + " e.helo, d.receipt"
                                + " from envelope e join receipt r on r.seq = e.receipt join exhibit x on x.id = r.exhibit"
                                + " left join dns_at_receipt d on d.exhibit = x.id"
                                + " where e.receipt > (select receipt from dns_cursor) and e.receipt <= ? and r.at >= ?"
                                + " order by e.receipt limit ?")) {
            select.setLong(1, until);
            select.setTimestamp(2, Timestamp.from(since));
            select.setInt(3, count);
            try (ResultSet row = select.executeQuery()) {
                List<Arrival> arrivals = new ArrayList<>();
                while (row.next()) {
                    arrivals.add(new Arrival(
                            row.getLong(1),
                            row.getObject(2, UUID.class),
                            row.getLong(3),
                            row.getTimestamp(4).toInstant(),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            row.getObject(9, Long.class)));
                }
                return arrivals;
            }
        } catch (SQLException e) {
            throw new StoreFailed("receipts by SMTP were not read", e);
        }
    }

    /** @param answers exhibit that the answers are */
    void add(Look look, UUID answers) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into dns_at_receipt (receipt, exhibit, answers, asked_at, resolver, from_domain,"
                                + " from_domain_exists, spf, dkim, signatures, dmarc, dmarc_policy, dmarc_domain)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?) on conflict do nothing")) {
            insert.setLong(1, look.arrival().receipt());
            insert.setObject(2, look.arrival().exhibit());
            insert.setObject(3, answers);
            insert.setTimestamp(4, Timestamp.from(look.at()));
            insert.setString(5, look.resolver());
            insert.setString(6, look.arrival().fromDomain());
            insert.setObject(7, look.fromDomainExists(), Types.BOOLEAN);
            insert.setString(8, look.spf());
            insert.setString(9, look.dkimResult());
            insert.setString(10, look.signatures());
            insert.setString(11, look.dmarc().result());
            insert.setString(12, look.dmarc().policy());
            insert.setString(13, look.dmarc().domain());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("what DNS said was not written", e);
        }
    }

    /**
     * Notes what came in before a moment, up to a receipt, and was not asked about: now it is too late.
     *
     * @return how many receipts
     */
    int passOver(long until, Instant before) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into dns_too_late (receipt, noted_at) select e.receipt, ? from envelope e"
                                + " join receipt r on r.seq = e.receipt"
                                + " where e.receipt > (select receipt from dns_cursor) and e.receipt <= ? and r.at < ?"
                                + " and not exists (select 1 from dns_at_receipt d where d.exhibit = r.exhibit)"
                                + " on conflict do nothing")) {
            insert.setTimestamp(1, Timestamp.from(clock.instant()));
            insert.setLong(2, until);
            insert.setTimestamp(3, Timestamp.from(before));
            return insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("receipts that DNS was not asked about were not noted", e);
        }
    }

    void move(long receipt) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update dns_cursor set receipt = ? where receipt < ?")) {
            update.setLong(1, receipt);
            update.setLong(2, receipt);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("the place of DNS at receipt was not moved", e);
        }
    }
}
