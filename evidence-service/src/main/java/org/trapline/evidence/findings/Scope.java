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
 * @param sight what someone may see
 */
record Scope(Kind kind, UUID id, Sight sight) {

    /** Opens a query over {@code seen (position, exhibit, trapped)}; {@link #bind} gives its parameters. */
    String with() {
        return "with members as (" + kind.members + "), seen as (select m.position, m.exhibit,"
                + " coalesce(bool_or(b.trap is not null), false) trapped from members m" + Sight.JOIN
                + "group by m.position, m.exhibit) ";
    }

    /** Sets the parameters; the next one has the number that is returned. */
    int bind(Connection connection, PreparedStatement statement) throws SQLException {
        statement.setObject(1, id);
        return sight.bindJoin(connection, statement, 2);
    }

    /** What messages can be rolled up by. */
    @Schema(name = "SampleScope")
    enum Kind {
        /** A campaign with all that were merged into it. */
        CAMPAIGN("select m.position, m.exhibit from campaign c join campaign_member m on m.campaign = c.number"
                + " where coalesce(c.merged_into, c.number) ="
                + " (select coalesce(x.merged_into, x.number) from campaign x where x.id = ?)"),
        MATTER("select e.leaf_index as position, e.id as exhibit from exhibit_matter x join exhibit e on e.id ="
                + " x.exhibit where x.matter = ?");

        private final String members;

        /** Where the interface has them. */
        String path() {
            return "/api/evidence/" + name().toLowerCase(Locale.ROOT) + "s/";
        }

        Kind(String members) {
            this.members = members;
        }
    }
}
