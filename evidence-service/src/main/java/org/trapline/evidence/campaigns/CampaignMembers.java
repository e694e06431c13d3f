package org.trapline.evidence.campaigns;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Which messages a campaign has, for search. */
@ApplicationScoped
public class CampaignMembers {

    private final Campaigns campaigns;

    CampaignMembers(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    /** The leaves of the campaign's messages, of those too that a caller may not see; empty when there is no such campaign. */
    public long[] positions(UUID campaign) {
        return campaigns.positions(campaign);
    }
}
