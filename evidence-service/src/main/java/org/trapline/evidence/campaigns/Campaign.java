package org.trapline.evidence.campaigns;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.sites.AssignedRole;
import org.trapline.evidence.sites.SiteRole;

/**
 * A campaign as a caller may see it.
 *
 * @param id stable; a campaign that turned out to be part of an elder one is found by its old id too
 * @param messages different messages
 * @param hits receipts: a message that came to two traps, or was handed in twice, is two; volume counts otherwise
 * @param firstAt first receipt; of a message that was only added to a matter, the addition
 * @param lastAt last receipt, likewise
 * @param sites that its messages link to, those of most messages first, at most 20
 */
public record Campaign(UUID id, long messages, long hits, Instant firstAt, Instant lastAt, List<Site> sites) {

    /**
     * @param domain registrable domain
     * @param messages that link to it
     * @param role what it is to the mail; only ADVERTISED may become a target
     * @param by who or what says so
     * @param reason why it has the role
     */
    @Schema(name = "CampaignSite")
    public record Site(String domain, long messages, SiteRole role, AssignedRole.Source by, String reason) {}

    /**
     * @param campaign its list entry
     * @param mergedIds ids of younger campaigns that turned out to be part of it
     * @param template text of a message, links and addresses made harmless, at most 2,000 characters; empty when withheld
     * @param templateWithheld why the text cannot be shown; null when it is
     * @param pools hits a pool of traps
     * @param traps hits a trap, most first, at most 50
     * @param senders From headers, most frequent first, at most 20
     * @param joined messages by the reason why they are in it
     * @param categories messages by what the machine takes them to sell, most first; {@code findings} of an exhibit says why. One
     *     that the rules in force have not judged yet is in none
     * @param samples exhibits, the first and then spread over the campaign, at most 20
     */
    @Schema(name = "CampaignDetail")
    public record Detail(
            Campaign campaign,
            List<UUID> mergedIds,
            String template,
            @Nullable Withheld templateWithheld,
            List<Count> pools,
            List<TrapHits> traps,
            List<Count> senders,
            List<Count> joined,
            List<Count> categories,
            List<Sample> samples) {}

    /** What became of the exhibit whose text would be shown. */
    public enum Withheld {
        /** Its stored bytes are not what was received. */
        BLOCKED,
        DISPOSED,
        /** The caller needs a second person's approval to see it. */
        RESTRICTED
    }

    public record Count(String name, long count) {}

    public record TrapHits(UUID trap, String name, String pool, long hits) {}

    /**
     * @param reason why it is in the campaign
     * @param similarity to the template that it is most like, 0 to 1
     */
    @Schema(name = "CampaignSample")
    public record Sample(UUID exhibit, String reason, double similarity) {}
}
