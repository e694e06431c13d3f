package org.trapline.evidence.campaigns;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.trapline.messaging.StoreFailed;

/**
 * Recognises brands and services by how they stand in the mail: a bank's domain, a font server or a redirector stands in many
 * campaigns that have nothing else in common, always beside the site that is really advertised.
 */
@ApplicationScoped
class SiteEvidence {

    private static final Logger LOG = Logger.getLogger(SiteEvidence.class);

    private static final int MANY_CAMPAIGNS = 20;
    private static final double NEARLY_ALWAYS = 0.95;
    private static final double NO_MORE_THAN = 0.5;

    private final DataSource dataSource;

    SiteEvidence(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Finds such sites among all campaigns, in the caller's transaction. */
    void look() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("with root_site as (select distinct"
                        + " coalesce(c.merged_into, c.number) campaign, s.site from campaign_site s"
                        + " join campaign c on c.number = s.campaign),"
                        + " busy as (select site, count(*) campaigns from root_site group by site having count(*) >= ?),"
                        + " beside as (select b.site, o.site other, count(*) together from busy b"
                        + " join root_site m on m.site = b.site join root_site o on o.campaign = m.campaign"
                        + " and o.site <> b.site group by b.site, o.site),"
                        + " accompanied as (select b.site, count(distinct m.campaign) campaigns from busy b"
                        + " join root_site m on m.site = b.site where exists (select from root_site o"
                        + " where o.campaign = m.campaign and o.site <> b.site) group by b.site)"
                        + " insert into site_evidence (site, role, campaigns, companions)"
                        + " select b.site, case when exists (select from exhibit_site x join exhibit e on e.id = x.exhibit"
                        + " where x.site = b.site and e.sender ilike '%' || split_part(b.site, '.', 1) || '%')"
                        + " then 'IMITATED' else 'INFRASTRUCTURE' end, b.campaigns, count(o.other) from busy b"
                        + " join accompanied a on a.site = b.site join beside o on o.site = b.site"
                        + " group by b.site, b.campaigns, a.campaigns"
                        + " having a.campaigns >= ? * b.campaigns and max(o.together) <= ? * b.campaigns"
                        + " on conflict (site) do update set campaigns = excluded.campaigns,"
                        + " companions = excluded.companions")) {
            insert.setInt(1, MANY_CAMPAIGNS);
            insert.setDouble(2, NEARLY_ALWAYS);
            insert.setDouble(3, NO_MORE_THAN);
            int found = insert.executeUpdate();
            if (found > 0) {
                LOG.infof("sites recognised as brands or services sites=%d", found);
            }
        } catch (SQLException e) {
            throw new StoreFailed("sites were not looked at", e);
        }
    }
}
