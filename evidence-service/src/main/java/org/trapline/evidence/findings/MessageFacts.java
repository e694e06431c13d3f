package org.trapline.evidence.findings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.evidence.mail.ParsedMail;
import org.trapline.messaging.StoreFailed;

/** What rows tell of messages beside their bytes: the trap of a receipt, and how SMTP handed the message over. */
@ApplicationScoped
class MessageFacts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Facts NONE = new Facts(null, null, null, null);

    private final DataSource dataSource;

    MessageFacts(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Of each exhibit the first receipt that came by a trap, else the first of all.
     *
     * @param sight the receipts that count
     */
    Map<UUID, Facts> of(Collection<UUID> exhibits, Sight sight) {
        try (Connection connection = dataSource.getConnection()) {
            return of(connection, exhibits, sight);
        } catch (SQLException e) {
            throw new StoreFailed("the receipts of messages were not read", e);
        }
    }

    /** The same as a connection sees it. */
    Map<UUID, Facts> of(Connection connection, Collection<UUID> exhibits, Sight sight) {
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct on (r.exhibit) r.exhibit, t.address, t.domain, t.affidavit, r.at, e.mail_from,"
                        + " e.rcpt_to, e.client_ip, e.helo, e.server_host, d.from_domain_exists, d.spf, d.asked_at,"
                        + " d.answers, d.dkim, d.signatures, d.dmarc, d.dmarc_policy, d.dmarc_domain, l.receipt"
                        + " from receipt r join batch b on b.id = r.batch left join trap t on t.id = b.trap"
                        + " left join envelope e on e.receipt = r.seq"
                        + " left join dns_at_receipt d on d.receipt = r.seq"
                        + " left join dns_too_late l on l.receipt = r.seq"
                        + " where r.exhibit = any (?) and " + Sight.CONDITION
                        + " order by r.exhibit, t.id is null, r.seq")) {
            select.setArray(1, connection.createArrayOf("uuid", exhibits.toArray()));
            sight.bind(connection, select, 2);
            try (ResultSet row = select.executeQuery()) {
                Map<UUID, Facts> facts = new HashMap<>();
                while (row.next()) {
                    facts.put(row.getObject(1, UUID.class), facts(row));
                }
                return facts;
            }
        } catch (SQLException e) {
            throw new StoreFailed("the receipts of messages were not read", e);
        }
    }

    private static Facts facts(ResultSet row) throws SQLException {
        String affidavit = row.getString(4);
        TrapFacts trap = affidavit == null ? null : new TrapFacts(row.getString(2), row.getString(3), affidavit);
        String client = row.getString(8);
        if (client == null) {
            // The time of a file's upload says nothing about the message's.
            return new Facts(trap, null, null, null);
        }
        Transmission transmission = new Transmission(
                row.getString(6),
                List.of((String[]) row.getArray(7).getArray()),
                client,
                row.getString(9),
                row.getString(10));
        return new Facts(trap, transmission, row.getTimestamp(5).toInstant(), dns(row));
    }

    private static @Nullable DnsAtReceipt dns(ResultSet row) throws SQLException {
        UUID answers = row.getObject(14, UUID.class);
        if (answers == null) {
            return row.getObject(20, Long.class) == null ? null : DnsAtReceipt.TOO_LATE;
        }
        return new DnsAtReceipt(
                row.getObject(11, Boolean.class),
                row.getString(12),
                row.getString(15),
                signatures(row.getString(16)),
                row.getString(17),
                row.getString(18),
                row.getString(19),
                row.getTimestamp(13).toInstant(),
                answers);
    }

    private static List<DnsAtReceipt.Signature> signatures(@Nullable String json) {
        try {
            return json == null ? List.of() : List.of(JSON.readValue(json, DnsAtReceipt.Signature[].class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Facts none() {
        return NONE;
    }

    /**
     * @param trap that it came in by
     * @param transmission by SMTP
     * @param at when SMTP handed it over
     * @param dns what DNS said then
     */
    record Facts(
            @Nullable TrapFacts trap,
            @Nullable Transmission transmission,
            @Nullable Instant at,
            @Nullable DnsAtReceipt dns) {

        Message with(byte[] raw, ParsedMail mail) {
            return new Message(raw, mail, at, transmission, dns, trap);
        }
    }
}
