package org.trapline.evidence.campaigns;

import java.util.UUID;

/** There is no such campaign, or none of its messages may be seen by the caller. */
public final class NoSuchCampaign extends RuntimeException {

    NoSuchCampaign(UUID campaign) {
        super("There is no campaign " + campaign);
    }
}
