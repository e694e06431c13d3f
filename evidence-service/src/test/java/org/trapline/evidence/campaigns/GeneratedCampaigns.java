package org.trapline.evidence.campaigns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trapline.evidence.mail.LinkedHost;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.mail.ParsedMail;

/**
 * Mail of campaigns whose truth is known. Copies differ as spammers make them differ: a sentence in other words, words
 * swapped, the recipient's name, numbers and links of their own, random words at the end; some campaigns send an image, some
 * a salad of random words, with nothing in common but site and build. A message needs only the seed and its number.
 */
final class GeneratedCampaigns {

    private static final String[] SMALL =
            "the of and to in a is that for it as with on by this you your at from or".split(" ");

    private final int campaigns;
    private final long seed;
    private final String[] vocabulary;

    GeneratedCampaigns(int campaigns, long seed) {
        this.campaigns = campaigns;
        this.seed = seed;
        Random random = new Random(seed);
        this.vocabulary = IntStream.range(0, 6000).mapToObj(i -> word(random)).toArray(String[]::new);
    }

    Stream<Message> messages(int count) {
        return IntStream.range(0, count).mapToObj(this::message);
    }

    Message message(int number) {
        Random random = new Random(Template.mix(seed * 31 + number));
        // A few campaigns send most of the mail.
        int campaign = (int) (Math.pow(random.nextDouble(), 2) * campaigns);
        return new Message(campaign, mail(campaign, random));
    }

    private ParsedMail mail(int campaign, Random random) {
        String site = "shop" + campaign + ".example";
        String header = "From: \"" + pick(random) + "\" <" + pick(random) + random.nextInt(1000) + "@relay"
                + random.nextInt(50) + ".example>\nTo: " + pick(random) + "@trap.example\n";
        String link = "http://" + pick(random) + "." + site + "/?id=" + random.nextInt(1_000_000);
        String text =
                switch (campaign % 10) {
                    case 8 ->
                        header + "Subject: " + pick(random) + "\nContent-Type: text/html\n\n<a href=\"" + link
                                + "\"><img src=\"cid:" + random.nextInt() + "\"></a>";
                    case 9 ->
                        header + "Subject: " + pick(random) + "\nContent-Type: text/html\n\n<p>" + salad(random, 40)
                                + "</p><a href=\"" + link + "\"><img src=\"cid:x\"></a>";
                    default ->
                        header + "Subject: " + subject(campaign) + "\n\nDear " + pick(random) + ",\n"
                                + body(campaign, random) + "\n" + link + "\n"
                                + (random.nextInt(3) == 0 ? salad(random, 10 + random.nextInt(20)) : "");
                };
        return MailParser.parseOrUnreadable(text.getBytes(StandardCharsets.UTF_8));
    }

    private String subject(int campaign) {
        Random own = new Random(Template.mix(seed + 7L * campaign));
        return pick(own) + " " + pick(own) + " " + pick(own);
    }

    private String body(int campaign, Random random) {
        Random own = new Random(Template.mix(seed + 11L * campaign));
        StringBuilder body = new StringBuilder();
        int sentences = 5 + own.nextInt(8);
        for (int s = 0; s < sentences; s++) {
            List<String> sentence = new ArrayList<>();
            List<String> other = new ArrayList<>();
            for (int w = 6 + own.nextInt(8); w > 0; w--) {
                sentence.add(own.nextInt(3) == 0 ? SMALL[own.nextInt(SMALL.length)] : pick(own));
                other.add(own.nextInt(3) == 0 ? SMALL[own.nextInt(SMALL.length)] : pick(own));
            }
            boolean paraphrased = own.nextInt(4) == 0 && random.nextInt(2) == 0;
            for (String word : paraphrased ? other : sentence) {
                body.append(random.nextInt(100) < 6 ? pick(random) : word).append(' ');
            }
            body.append("only $").append(random.nextInt(500)).append(".\n");
        }
        return body.toString();
    }

    private String salad(Random random, int words) {
        StringBuilder salad = new StringBuilder();
        for (int i = 0; i < words; i++) {
            salad.append(pick(random)).append(' ');
        }
        return salad.toString();
    }

    private String pick(Random random) {
        return vocabulary[(int) (Math.pow(random.nextDouble(), 1.5) * vocabulary.length)];
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            word.append("bcdfglmnprstv".charAt(random.nextInt(13))).append("aeiou".charAt(random.nextInt(5)));
        }
        return word.toString();
    }

    /** @param campaign the truth */
    record Message(int campaign, ParsedMail mail) {

        SortedSet<String> sites() {
            SortedSet<String> sites = new TreeSet<>();
            mail.links().stream().map(LinkedHost::site).filter(s -> s != null).forEach(sites::add);
            return sites;
        }
    }
}
