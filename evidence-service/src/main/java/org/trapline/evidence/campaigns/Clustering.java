package org.trapline.evidence.campaigns;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.mail.ParsedMail;
import org.trapline.evidence.mail.Part;

/**
 * Puts one message after the other into campaigns, in the order of the ledger: the same messages in the same order always
 * give the same campaigns. It only decides; who calls it keeps what it says.
 */
final class Clustering {

    /** Messages of one template with a tenth of their words changed share more than half of their shingles;
     * a random sentence or two at the end takes some more. Texts of different campaigns share less than a tenth. */
    private static final double SAME_CAMPAIGN = 0.38;

    /** Only a message that is very near to two campaigns shows that they are one. */
    private static final double SAME_TEMPLATE = 0.75;

    /** A message further than this from all templates of its campaign becomes one of them, so that slow change is followed. */
    private static final double COVERED = 0.85;

    private static final int MOST_TEMPLATES = 24;
    private static final int MOST_PARTS = 12;

    private final TemplateIndex index;
    private final Map<Long, Long> mergedInto = new HashMap<>();
    private long nextCampaign;

    /**
     * @param templates most that are kept in memory
     * @param nextCampaign the number that the next new campaign gets
     */
    Clustering(int templates, long nextCampaign) {
        this.index = new TemplateIndex(templates);
        this.nextCampaign = nextCampaign;
    }

    /** Takes up a template that was kept. */
    void restore(Template template, long campaign) {
        index.add(template, campaign);
    }

    /** Takes up a merge that was kept. */
    void restoreMerge(long campaign, long into) {
        mergedInto.put(campaign, into);
    }

    /** @param sites that the message advertises */
    Placement place(ParsedMail mail, SortedSet<String> sites) {
        Wording wording = Wording.of(mail);
        if (wording.thin()) {
            // Without text and without a site copies of one image still look alike.
            Template template = Template.ofKey(key(mail, sites) + (sites.isEmpty() ? hash(wordsOf(mail)) : 0));
            return place(template, null, Reason.SITE_AND_STRUCTURE);
        }
        Template template = wording.template();
        boolean salad = wording.salad() && !sites.isEmpty();
        return place(template, salad ? Template.ofKey(key(mail, sites)) : null, Reason.TEXT);
    }

    private Placement place(Template template, @Nullable Template fallback, Reason reason) {
        List<TemplateIndex.Match> matches = index.matches(template, SAME_CAMPAIGN);
        if (!matches.isEmpty()) {
            return joined(template, matches, reason);
        }
        if (fallback != null) {
            List<TemplateIndex.Match> same = index.matches(fallback, SAME_TEMPLATE);
            if (!same.isEmpty()) {
                return joined(fallback, same, Reason.SITE_AND_STRUCTURE);
            }
        }
        long campaign = nextCampaign++;
        Template kept = fallback == null ? template : fallback;
        index.add(kept, campaign);
        return new Placement(campaign, Reason.FIRST, 1, kept, null);
    }

    private Placement joined(Template template, List<TemplateIndex.Match> matches, Reason reason) {
        TemplateIndex.Match best = matches.get(0);
        long campaign = root(best.campaign());
        Merge merge = null;
        for (TemplateIndex.Match other : matches.subList(1, matches.size())) {
            long second = root(other.campaign());
            if (second != campaign && other.similarity() >= SAME_TEMPLATE) {
                merge = new Merge(Math.max(campaign, second), Math.min(campaign, second), other.similarity());
                mergedInto.put(merge.campaign(), merge.into());
                campaign = merge.into();
                break;
            }
        }
        boolean renews = !best.current();
        boolean widens = best.similarity() < COVERED && best.templates() < MOST_TEMPLATES;
        if (renews || widens) {
            index.add(template, campaign);
        }
        return new Placement(campaign, reason, best.similarity(), renews || widens ? template : null, merge);
    }

    private long root(long campaign) {
        long at = campaign;
        for (Long into = mergedInto.get(at); into != null; into = mergedInto.get(at)) {
            at = into;
        }
        return at;
    }

    /** Sites and build of a message: what stays when its words are an image or a salad. */
    private static long key(ParsedMail mail, SortedSet<String> sites) {
        long key = 17;
        for (String site : sites) {
            key = key * 31 + hash(site);
        }
        for (Part part :
                mail.parts().subList(0, Math.min(MOST_PARTS, mail.parts().size()))) {
            key = key * 31 + hash(part.mediaType());
        }
        return Template.mix(key);
    }

    private static String wordsOf(ParsedMail mail) {
        String all = (mail.subject() == null ? "" : mail.subject()) + '\n' + mail.text();
        return all.substring(0, Math.min(all.length(), 500)).replaceAll("[\\d\\s]+", " ");
    }

    private static long hash(String text) {
        long hash = 7;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 1_000_003 + text.charAt(i);
        }
        return Template.mix(hash);
    }

    /** Why a message is in its campaign. */
    enum Reason {
        /** Nothing like it was seen before. */
        FIRST,
        /** Its words are those of the campaign's template, up to the stated similarity. */
        TEXT,
        /** Its words tell nothing (an image, a salad of words), but it advertises the same sites in the same build. */
        SITE_AND_STRUCTURE
    }

    /**
     * Where a message belongs.
     *
     * @param campaign number of the campaign
     * @param reason why
     * @param similarity to the template it is most like, 0 to 1
     * @param template to be kept as one of the campaign's; null when those it has are near enough
     * @param merge of two campaigns that this message showed to be one; null in most cases
     */
    record Placement(
            long campaign,
            Reason reason,
            double similarity,
            @Nullable Template template,
            @Nullable Merge merge) {}

    /**
     * @param campaign the younger one, which keeps its number and its members and is read as part of the other
     * @param into the elder one
     * @param similarity of the message to the one of the two that it is less like
     */
    record Merge(long campaign, long into, double similarity) {}
}
