package org.trapline.evidence.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.campaigns.Clustering.Placement;
import org.trapline.evidence.campaigns.Clustering.Reason;
import org.trapline.evidence.mail.MailParser;

class ClusteringTest {

    private static final int TEMPLATES = 131_072;
    private static final SortedSet<String> SHOP = new TreeSet<>(List.of("shop.example"));

    @Test
    void findsTheCampaignsOfGeneratedMail() {
        GeneratedCampaigns generated = new GeneratedCampaigns(300, 1);
        Clustering clustering = new Clustering(TEMPLATES, 1);
        Pairs pairs = new Pairs();

        generated.messages(8_000).forEach(m -> pairs.add(m.campaign(), clustering.place(m.mail(), m.sites())));

        System.out.printf(
                "campaigns: 8,000 messages of 300 campaigns, pairs precision %.4f recall %.4f, %d found%n",
                pairs.precision(), pairs.recall(), pairs.found.size());
        assertThat(pairs.precision()).isGreaterThan(0.99);
        assertThat(pairs.recall()).isGreaterThan(0.94);
    }

    @Test
    void givesTheSameCampaignsAfterARestart() {
        GeneratedCampaigns generated = new GeneratedCampaigns(40, 2);
        // So few templates that generations change many times.
        int templates = 32;
        Clustering whole = new Clustering(templates, 1);
        Clustering restarted = new Clustering(templates, 1);
        List<Placement> kept = new ArrayList<>();

        for (int i = 0; i < 1500; i++) {
            GeneratedCampaigns.Message message = generated.message(i);
            Placement expected = whole.place(message.mail(), message.sites());
            if (i % 250 == 0) {
                restarted = restored(templates, kept);
            }
            Placement placed = restarted.place(message.mail(), message.sites());
            assertThat(List.of(placed.campaign(), placed.reason(), placed.similarity()))
                    .as("message %d", i)
                    .isEqualTo(List.of(expected.campaign(), expected.reason(), expected.similarity()));
            kept.add(placed);
        }
    }

    @Test
    void joinsAnImageBySiteAndBuildAndSaysSo() {
        Clustering clustering = new Clustering(TEMPLATES, 1);

        Placement first = clustering.place(MailParser.parseOrUnreadable(image("aa")), SHOP);
        Placement second = clustering.place(MailParser.parseOrUnreadable(image("zz")), SHOP);
        Placement other =
                clustering.place(MailParser.parseOrUnreadable(image("zz")), new TreeSet<>(List.of("other.example")));

        assertThat(first.reason()).isEqualTo(Reason.FIRST);
        assertThat(second.reason()).isEqualTo(Reason.SITE_AND_STRUCTURE);
        assertThat(second.campaign()).isEqualTo(first.campaign());
        assertThat(other.campaign()).isNotEqualTo(first.campaign());
    }

    @Test
    void recordsThatTwoCampaignsAreOneAndKeepsTheElder() {
        Clustering clustering = new Clustering(TEMPLATES, 1);
        String left = words("a", 40);
        String right = words("b", 40);

        long first = clustering.place(mail(left), SHOP).campaign();
        long second = clustering.place(mail(right), SHOP).campaign();
        // Creeping from one to the other, as a sender does that changes his text a little every day.
        Placement bridge = null;
        for (int i = 1; i < 40 && (bridge == null || bridge.merge() == null); i++) {
            bridge = clustering.place(mail(mixed(left, right, i)), SHOP);
        }

        assertThat(second).isNotEqualTo(first);
        assertThat(bridge.merge().campaign()).isEqualTo(second);
        assertThat(bridge.merge().into()).isEqualTo(first);
        assertThat(clustering.place(mail(right), SHOP).campaign()).isEqualTo(first);
    }

    @Test
    void takesAnyMessage() {
        Clustering clustering = new Clustering(TEMPLATES, 1);
        for (String odd :
                List.of("", "\0", "Subject: \n\n", "x", "Subject: 1\n\n2 3 4 5 6 7 8 9 10 11 12", "\n\n \n")) {
            clustering.place(MailParser.parseOrUnreadable(odd.getBytes(StandardCharsets.UTF_8)), new TreeSet<>());
        }
        clustering.place(MailParser.parseOrUnreadable(("Subject: x\n\n" + "word ".repeat(400_000)).getBytes()), SHOP);
    }

    private static Clustering restored(int templates, List<Placement> kept) {
        long next = kept.stream().mapToLong(Placement::campaign).max().orElse(0) + 1;
        Clustering clustering = new Clustering(templates, next);
        List<Placement> added = kept.stream().filter(p -> p.template() != null).toList();
        added.stream()
                .skip(TemplateIndex.firstOf(added.size(), templates))
                .forEach(p -> clustering.restore(Template.ofPlaces(p.template().places()), p.campaign()));
        kept.stream()
                .filter(p -> p.merge() != null)
                .forEach(p ->
                        clustering.restoreMerge(p.merge().campaign(), p.merge().into()));
        return clustering;
    }

    private static byte[] image(String name) {
        return ("Subject: " + name + "\nContent-Type: text/html\n\n<img src=\"cid:" + name + "\">").getBytes();
    }

    private static org.trapline.evidence.mail.ParsedMail mail(String text) {
        return MailParser.parseOrUnreadable(("Subject: offer\n\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    private static String words(String start, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append("the ")
                    .append(start)
                    .append((char) ('a' + i % 26))
                    .append((char) ('a' + i / 26))
                    .append("ea ");
        }
        return words.toString();
    }

    /** Both texts, from as many words of the one as are not yet of the other. */
    private static String mixed(String left, String right, int step) {
        return step <= 20
                ? left + right.substring(0, Math.min(right.length(), right.length() * step / 20))
                : left.substring(Math.min(left.length(), left.length() * (step - 20) / 20)) + right;
    }

    /** Of all pairs of messages: how many that were put together belong so, and how many that belong were put so. */
    private static final class Pairs {

        private final Map<Long, Long> root = new HashMap<>();
        private final Map<Integer, Long> truth = new HashMap<>();
        private final Map<List<Long>, Long> both = new HashMap<>();
        private final Map<Long, Long> found = new HashMap<>();

        void add(int campaign, Placement placed) {
            if (placed.merge() != null) {
                root.put(placed.merge().campaign(), placed.merge().into());
                moveAll(placed.merge().campaign(), placed.merge().into());
            }
            truth.merge(campaign, 1L, Long::sum);
            found.merge(placed.campaign(), 1L, Long::sum);
            both.merge(List.of((long) campaign, placed.campaign()), 1L, Long::sum);
        }

        private void moveAll(long from, long into) {
            Long moved = found.remove(from);
            found.merge(into, moved == null ? 0 : moved, Long::sum);
            for (Map.Entry<List<Long>, Long> entry : List.copyOf(both.entrySet())) {
                if (entry.getKey().get(1) == from) {
                    both.remove(entry.getKey());
                    both.merge(List.of(entry.getKey().get(0), into), entry.getValue(), Long::sum);
                }
            }
        }

        double precision() {
            return pairs(both) / pairs(found);
        }

        double recall() {
            return pairs(both) / pairs(truth);
        }

        private static double pairs(Map<?, Long> counts) {
            return counts.values().stream().mapToDouble(n -> n * (n - 1.0) / 2).sum();
        }
    }
}
