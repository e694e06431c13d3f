package org.trapline.evidence.campaigns;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.following.FollowedExhibit;
import org.trapline.evidence.mail.Hop;
import org.trapline.evidence.mail.LinkedHost;
import org.trapline.evidence.mail.ParsedMail;
import org.trapline.verifier.TreeHash;

/** What one stretch of the ledger means for the campaigns, added up to as few rows as possible. */
final class Placements {

    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final List<Member> members = new ArrayList<>();
    private final Map<Long, Growth> growths = new LinkedHashMap<>();
    private final Map<Long, Map<String, Long>> sites = new TreeMap<>();
    private final List<KeptTemplate> templates = new ArrayList<>();
    private final List<KeptMerge> merges = new ArrayList<>();
    private final boolean again;
    private long nextTemplate;

    /** @param again whether the exhibits were placed before: the campaigns that they began then keep their ids */
    Placements(long nextTemplate, boolean again) {
        this.nextTemplate = nextTemplate;
        this.again = again;
    }

    void add(FollowedExhibit exhibit, Clustering.Placement placed) {
        members.add(new Member(
                exhibit.position(),
                placed.campaign(),
                exhibit.id(),
                placed.reason(),
                placed.similarity(),
                hopAt(exhibit.mail(), exhibit.receivedAt())));
        Growth growth = growths.computeIfAbsent(
                placed.campaign(),
                n -> new Growth(idOf(exhibit.id(), again ? n : 0), exhibit.receivedAt(), exhibit.receivedAt(), 0));
        growths.put(placed.campaign(), growth.with(exhibit.receivedAt()));
        exhibit.mail().links().stream()
                .map(LinkedHost::site)
                .filter(site -> site != null)
                .distinct()
                .forEach(site -> sites.computeIfAbsent(placed.campaign(), n -> new TreeMap<>())
                        .merge(site, 1L, Long::sum));
        if (placed.template() != null) {
            templates.add(new KeptTemplate(nextTemplate++, placed.campaign(), placed.template()));
        }
        if (placed.merge() != null) {
            merges.add(new KeptMerge(placed.merge(), exhibit.position()));
        }
    }

    List<Member> members() {
        return members;
    }

    Map<Long, Growth> growths() {
        return growths;
    }

    Map<Long, Map<String, Long>> sites() {
        return sites;
    }

    List<KeptTemplate> templates() {
        return templates;
    }

    List<KeptMerge> merges() {
        return merges;
    }

    long nextTemplate() {
        return nextTemplate;
    }

    /**
     * The id of the campaign that an exhibit begins: the same whenever campaigns are made anew, of the form and the time of a
     * UUIDv7, and not to be turned back into the exhibit's.
     *
     * @param number of the campaign, when the exhibit has begun another one before; otherwise 0
     */
    static UUID idOf(UUID exhibit, long number) {
        ByteBuffer bytes = ByteBuffer.allocate(number == 0 ? 24 : 32);
        bytes.put("campaign".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        bytes.putLong(exhibit.getMostSignificantBits()).putLong(exhibit.getLeastSignificantBits());
        if (number != 0) {
            bytes.putLong(number);
        }
        ByteBuffer hash = ByteBuffer.wrap(TreeHash.sha256().digest(bytes.array()));
        long time = exhibit.getMostSignificantBits() & 0xFFFF_FFFF_FFFF_0000L;
        return new UUID(
                time | 0x7000L | (hash.getLong() & 0x0FFFL),
                0x8000_0000_0000_0000L | (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL));
    }

    /** No message was received after it was here. */
    static @Nullable Instant hopAt(ParsedMail mail, Instant receivedAt) {
        List<Hop> hops = mail.hops();
        Instant at = hops.isEmpty() ? null : hops.get(0).at();
        return at == null || at.isAfter(receivedAt.plus(CLOCKS_DIFFER)) ? null : at;
    }

    /** @param hopAt time of the topmost Received field */
    record Member(
            long position,
            long campaign,
            UUID exhibit,
            Clustering.Reason reason,
            double similarity,
            @Nullable Instant hopAt) {}

    /** @param id of the campaign, should it be new */
    record Growth(UUID id, Instant first, Instant last, long messages) {

        Growth with(Instant at) {
            return new Growth(id, at.isBefore(first) ? at : first, at.isAfter(last) ? at : last, messages + 1);
        }
    }

    record KeptTemplate(long id, long campaign, Template template) {

        byte[] places() {
            ByteBuffer bytes = ByteBuffer.allocate(4 * Template.PLACES);
            bytes.asIntBuffer().put(template.places());
            return bytes.array();
        }
    }

    /** @param position leaf of the message that showed it */
    record KeptMerge(Clustering.Merge merge, long position) {}
}
