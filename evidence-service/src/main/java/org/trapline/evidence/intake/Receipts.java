package org.trapline.evidence.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.messaging.StoreFailed;

/** The receipts of a batch, read back from what was committed. */
@ApplicationScoped
class Receipts {

    private final DataSource dataSource;

    Receipts(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A run of receipts after a number, in the order of the upload; empty at the end. */
    Run after(UUID batch, long seq, int count) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select r.seq, e.id, e.sha256, e.size, e.leaf_index, r.first, e.defects from receipt r"
                                + " join exhibit e on e.id = r.exhibit where r.batch = ? and r.seq > ?"
                                + " order by r.seq limit ?")) {
            select.setObject(1, batch);
            select.setLong(2, seq);
            select.setInt(3, count);
            try (ResultSet row = select.executeQuery()) {
                List<MessageReceipt> receipts = new ArrayList<>();
                long last = seq;
                while (row.next()) {
                    last = row.getLong(1);
                    receipts.add(new MessageReceipt(
                            row.getObject(2, UUID.class),
                            HexFormat.of().formatHex(row.getBytes(3)),
                            row.getLong(4),
                            row.getLong(5),
                            !row.getBoolean(6),
                            List.of((String[]) row.getArray(7).getArray())));
                }
                return new Run(last, receipts);
            }
        } catch (SQLException e) {
            throw new StoreFailed("receipts of batch " + batch + " were not read", e);
        }
    }

    /**
     * @param last the last receipt's number
     * @param receipts none when the batch has no more
     */
    record Run(long last, List<MessageReceipt> receipts) {}
}
