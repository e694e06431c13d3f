package org.trapline.evidence.findings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.trapline.evidence.exhibits.Sight;

/**
 * A set of messages, as far as someone may see them.
 *
 * @param kind what the id names
 * @param sight the receipts that someone may see
 */
record Scope(Kind kind, UUID id, Sight sight) {

    /** Opens a query over {@code seen (position, exhibit, trapped)}; {@link #bind} gives its parameters. */
    String with() {
        return "with members as (" + kind.members + "), seen as (select m.position, m.exhibit,"
                + " coalesce(bool_or(b.trap is not null), false) trapped from members m " + kind.join
                + " (receipt r join batch b on b.id = r.batch and " + Sight.CONDITION + ") on r.exhibit = m.exhibit"
                + " group by m.position, m.exhibit) ";
    }

    /** Sets the parameters; the next one has the number that is returned. */
    int bind(Connection connection, PreparedStatement statement) throws SQLException {
        statement.setObject(1, id);
        return sight.bind(connection, statement, 2);
    }

    /** What messages can be rolled up by. */
    @Schema(name = "SampleScope")
    enum Kind {
        /** A campaign with all that were merged into it. */
        CAMPAIGN(
                "select m.position, m.exhibit from campaign c join campaign_member m on m.campaign = c.number"
                        + " where coalesce(c.merged_into, c.number) ="
                        + " (select coalesce(x.merged_into, x.number) from campaign x where x.id = ?)",
                "join"),
        /** Who may see the matter may see its exhibits, whatever they came in by. */
        MATTER(
                "select e.leaf_index as position, e.id as exhibit from exhibit_matter x join exhibit e on e.id ="
                        + " x.exhibit where x.matter = ?",
                "left join");

        private final String members;
        private final String join;

        /** Where the interface has them. */
        String path() {
            return "/api/evidence/" + name().toLowerCase(Locale.ROOT) + "s/";
        }

        Kind(String members, String join) {
            this.members = members;
            this.join = join;
        }
    }
}
