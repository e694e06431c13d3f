package org.trapline.evidence.campaigns;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** For whoever runs the service: how many campaigns are remembered at once, and what that costs in memory. */
@ConfigMapping(prefix = "trapline.evidence.campaigns")
interface CampaignConfig {

    /**
     * Most templates that new messages are compared with, about 500 bytes of memory each. Few are forgotten sooner: a campaign
     * that rests while half as many other templates come in is then counted as a new one.
     */
    @WithDefault("131072")
    int templates();
}
