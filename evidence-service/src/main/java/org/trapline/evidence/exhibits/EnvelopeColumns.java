package org.trapline.evidence.exhibits;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an envelope from a query's row. */
public final class EnvelopeColumns {

    /** To select from a table envelope named v: {@value}. */
    public static final String OF_V =
            "v.mail_from, v.rcpt_to, v.client_ip, v.client_port, v.helo, v.tls," + " v.server_host, v.queue_id";

    private EnvelopeColumns() {}

    /**
     * @param first the number of the first of these columns, counted from 1
     * @return null where the receipt has no envelope
     * @throws IllegalArgumentException when no envelope can be so
     */
    public static @Nullable Envelope read(ResultSet row, int first) throws SQLException {
        Array recipients = row.getArray(first + 1);
        return recipients == null
                ? null
                : new Envelope(
                        row.getString(first),
                        List.of((String[]) recipients.getArray()),
                        row.getString(first + 2),
                        row.getInt(first + 3),
                        row.getString(first + 4),
                        row.getString(first + 5),
                        row.getString(first + 6),
                        row.getString(first + 7));
    }
}
