package org.trapline.evidence.campaigns;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.mail.ParsedMail;

/** Which messages a campaign has, for search, and what follows from one being in it, for a check of the rows. */
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

    /** Whether a campaign that began with this exhibit has this id. */
    public static boolean begins(UUID exhibit, long number, UUID id) {
        return id.equals(Placements.idOf(exhibit, 0)) || id.equals(Placements.idOf(exhibit, number));
    }

    /** Whether messages are put into campaigns for such a reason, and then at such a similarity. */
    public static boolean isReason(String reason, float similarity) {
        return reason.equals(Clustering.Reason.FIRST.name())
                ? similarity == 1
                : similarity >= 0
                        && similarity <= 1
                        && Arrays.stream(Clustering.Reason.values())
                                .anyMatch(r -> r.name().equals(reason));
    }

    /** When the topmost Received field says that the message was received; null when it does not, or when that cannot be. */
    public static @Nullable Instant hopAt(ParsedMail mail, Instant receivedAt) {
        return Placements.hopAt(mail, receivedAt);
    }
}
