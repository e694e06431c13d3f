package org.trapline.evidence.fsck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.trapline.evidence.timestamps.Timestamps;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.timestamp.Timestamp;

/** Verifies stored time stamps against the notes of their checkpoints. */
final class TimestampCheck {

    private TimestampCheck() {}

    static void run(Connection snapshot, Timestamps timestamps, Report report) throws SQLException {
        try (PreparedStatement select =
                snapshot.prepareStatement("select t.id, t.size, c.note, t.reply, t.at, t.authority, t.serial, t.policy"
                        + " from checkpoint_timestamp t left join checkpoint c on c.size = t.size order by t.id")) {
            select.setFetchSize(100);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    check(row, timestamps, report);
                }
            }
        }
    }

    private static void check(ResultSet row, Timestamps timestamps, Report report) throws SQLException {
        String place = "checkpoint_timestamp(id=" + row.getString(1) + ")";
        String note = row.getString(3);
        if (note == null) {
            report.add(Discrepancy.row(place + ".size", null, "there is no checkpoint of size " + row.getLong(2)));
            return;
        }
        Timestamp told =
                new Timestamp(row.getTimestamp(5).toInstant(), row.getString(6), row.getString(7), row.getString(8));
        try {
            if (!timestamps.verify(row.getBytes(4), note).equals(told)) {
                report.add(Discrepancy.row(
                        place + ".at,authority,serial,policy", null, "they are not what the stamp itself says"));
            }
        } catch (ProofFailed e) {
            report.add(Discrepancy.row(
                    place + ".reply or size", null, "it is no time stamp of this checkpoint: " + e.getMessage()));
        }
    }
}
