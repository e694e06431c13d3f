package org.trapline.evidence.campaigns;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which campaigns a caller looks for; every part that is not null must hold.
 *
 * @param matter a message is in it
 * @param site a message links to it
 * @param from its last receipt is not before
 * @param to its first receipt is before
 */
record CampaignQuery(
        @Nullable UUID matter,
        @Nullable String site,
        @Nullable Instant from,
        @Nullable Instant to) {

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
            add(
                    sql,
                    "select from campaign g where (g.number = c.number or g.merged_into = c.number) and g.last_at >= ?");
            parameters.add(Timestamp.from(from));
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
