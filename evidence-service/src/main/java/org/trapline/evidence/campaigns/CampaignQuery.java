package org.trapline.evidence.campaigns;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which campaigns a caller looks for; every part that is not null must hold.
 *
 * @param matter a message is in it
 * @param site a message links to it
 * @param from its last receipt, or the last addition of a message that was only added to a matter, is not before
 * @param to its first is before
 */
record CampaignQuery(
        @Nullable UUID matter,
        @Nullable String site,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** A campaign's own dates are those of first receipts. What came again, or was added to a matter, came later. */
    private static final String CAME_SINCE = " and (exists (select from campaign g"
            + " where (g.number = c.number or g.merged_into = c.number) and g.last_at >= ?)"
            + " or c.number in (select coalesce(g.merged_into, g.number) from ("
            + "select exhibit from receipt where not first and at >= ? union all"
            + " select exhibit from exhibit_matter where addition is not null and added_at >= ?) s"
            + " join exhibit e on e.id = s.exhibit join campaign_member m on m.position = e.leaf_index"
            + " join campaign g on g.number = m.campaign))";

    private static final String MEMBERS = "select from campaign g join campaign_member m on m.campaign = g.number"
            + " %s where (g.number = c.number or g.merged_into = c.number) and %s";

    void conditions(StringBuilder sql, List<Object> parameters) {
        if (matter != null) {
            add(sql, MEMBERS.formatted("join exhibit_matter x on x.exhibit = m.exhibit", "x.matter = ?"));
            parameters.add(matter);
        }
        if (site != null) {
            add(
                    sql,
                    "select from campaign_site s join campaign g on g.number = s.campaign where s.site = ?"
                            + " and coalesce(g.merged_into, g.number) = c.number");
            parameters.add(site.toLowerCase(Locale.ROOT));
        }
        if (from != null) {
            sql.append(CAME_SINCE);
            parameters.addAll(Collections.nCopies(3, Timestamp.from(from)));
        }
        if (to != null) {
            add(
                    sql,
                    "select from campaign g where (g.number = c.number or g.merged_into = c.number) and g.first_at < ?");
            parameters.add(Timestamp.from(to));
        }
    }

    private static void add(StringBuilder sql, String exists) {
        sql.append(" and exists (").append(exists).append(')');
    }

    /** The dates and sites of all messages were asked; these are the ones of those in sight. */
    boolean holds(Campaign campaign) {
        return (site == null
                        || campaign.sites().size() >= 20
                        || campaign.sites().stream().anyMatch(s -> s.domain().equalsIgnoreCase(site)))
                && (from == null || !campaign.lastAt().isBefore(from))
                && (to == null || campaign.firstAt().isBefore(to));
    }
}
