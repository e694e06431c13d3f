package org.trapline.evidence.campaigns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The templates that messages are compared with, found by bands of their signatures (LSH). Bounded twice: a bucket has at
 * most two templates, so one message is compared with a few whatever was seen before; and there are two generations of a
 * fixed size, of which the elder is dropped when the younger is full. What is still being sent is renewed in the younger one.
 * The same templates in the same order always make the same index.
 */
final class TemplateIndex {

    private final int generation;
    private Generation young;
    private Generation old;

    /** @param templates most that are kept; one takes about 500 bytes */
    TemplateIndex(int templates) {
        this.generation = Math.max(1, templates / 2);
        this.young = new Generation();
        this.old = new Generation();
    }

    /** How many of the templates ever added must be added again to have the index that it was. */
    static long firstOf(long added, int templates) {
        int generation = Math.max(1, templates / 2);
        return added == 0 ? 0 : Math.max(0, ((added - 1) / generation - 1) * generation);
    }

    /** The campaigns whose templates are at least so similar, the most similar first. */
    List<Match> matches(Template template, double least) {
        Map<Long, Match> best = new HashMap<>();
        young.collect(template, least, true, best);
        old.collect(template, least, false, best);
        if (best.size() < 2) {
            return List.copyOf(best.values());
        }
        List<Match> sorted = new ArrayList<>(best.values());
        sorted.sort(Comparator.comparingDouble(Match::similarity).reversed().thenComparingLong(Match::campaign));
        return sorted;
    }

    void add(Template template, long campaign) {
        if (young.size == generation) {
            old = young;
            young = new Generation();
        }
        young.add(template, campaign);
    }

    /**
     * @param campaign whose template it is
     * @param similarity estimated share of common shingles, 0 to 1
     * @param current whether the template is in the younger generation
     * @param templates of the campaign in that generation
     */
    record Match(long campaign, double similarity, boolean current, int templates) {}

    /** Open addressing over plain arrays: boxed keys would take four times the memory. */
    private static final class Generation {

        private static final int NONE = -1;

        private int size;
        private byte[] signatures = new byte[64 * Template.PLACES];
        private long[] campaigns = new long[64];
        private final Map<Long, Integer> perCampaign = new HashMap<>();

        private long[] buckets = new long[4096];
        private int[] first = new int[4096];
        private int[] last = new int[4096];
        private int used;

        void add(Template template, long campaign) {
            if (size == campaigns.length) {
                campaigns = Arrays.copyOf(campaigns, size * 2);
                signatures = Arrays.copyOf(signatures, signatures.length * 2);
            }
            campaigns[size] = campaign;
            for (int i = 0; i < Template.PLACES; i++) {
                signatures[size * Template.PLACES + i] = template.small(i);
            }
            for (int band = 0; band < Template.BANDS; band++) {
                put(template.bucket(band), size, size);
            }
            perCampaign.merge(campaign, 1, Integer::sum);
            size++;
        }

        void collect(Template template, double least, boolean current, Map<Long, Match> best) {
            if (size == 0) {
                return;
            }
            int compared = NONE;
            for (int band = 0; band < Template.BANDS; band++) {
                int slot = slot(buckets, template.bucket(band));
                if (buckets[slot] == 0) {
                    continue;
                }
                // Bands of one template mostly lead to the same one.
                if (first[slot] != compared) {
                    compared = first[slot];
                    compare(template, compared, least, current, best);
                }
                if (last[slot] != first[slot] && last[slot] != compared) {
                    compared = last[slot];
                    compare(template, compared, least, current, best);
                }
            }
        }

        private void compare(Template template, int at, double least, boolean current, Map<Long, Match> best) {
            int equal = 0;
            for (int i = 0; i < Template.PLACES; i++) {
                equal += signatures[at * Template.PLACES + i] == template.small(i) ? 1 : 0;
            }
            // Of unequal places one in 256 agrees in its byte.
            double similarity = Math.max(0, ((double) equal / Template.PLACES - 1.0 / 256) / (1 - 1.0 / 256));
            if (similarity >= least) {
                long campaign = campaigns[at];
                Match known = best.get(campaign);
                if (known == null || known.similarity() < similarity) {
                    best.put(campaign, new Match(campaign, similarity, current, perCampaign.getOrDefault(campaign, 0)));
                }
            }
        }

        private void put(long bucket, int firstTemplate, int lastTemplate) {
            if (used * 2 >= buckets.length) {
                grow();
            }
            int slot = slot(buckets, bucket);
            if (buckets[slot] == 0) {
                buckets[slot] = bucket;
                first[slot] = firstTemplate;
                used++;
            }
            last[slot] = lastTemplate;
        }

        private void grow() {
            long[] oldBuckets = buckets;
            int[] oldFirst = first;
            int[] oldLast = last;
            buckets = new long[oldBuckets.length * 2];
            first = new int[buckets.length];
            last = new int[buckets.length];
            for (int i = 0; i < oldBuckets.length; i++) {
                if (oldBuckets[i] != 0) {
                    int slot = slot(buckets, oldBuckets[i]);
                    buckets[slot] = oldBuckets[i];
                    first[slot] = oldFirst[i];
                    last[slot] = oldLast[i];
                }
            }
        }

        private static int slot(long[] buckets, long bucket) {
            int slot = (int) Template.mix(bucket) & (buckets.length - 1);
            while (buckets[slot] != 0 && buckets[slot] != bucket) {
                slot = (slot + 1) & (buckets.length - 1);
            }
            return slot;
        }
    }
}
