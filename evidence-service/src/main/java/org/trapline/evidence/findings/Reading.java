package org.trapline.evidence.findings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.findings.Words.Group;
import org.trapline.evidence.mail.HeaderField;
import org.trapline.evidence.mail.Part;

/** A message read once for all rules: which words stand where, seen and hidden. What it reads of a text is bounded. */
final class Reading {

    /** Characters read of a message; a sales message has said it by then. */
    private static final int MAX_TEXT = 256 * 1024;

    private static final int MAX_HITS = 50;
    private static final char[] CURRENCIES = {'$', '\u20ac', '\u00a3', '\u00a5'};
    /** Letters and digits below which a message with pictures speaks by these. */
    private static final int LITTLE_TEXT = 30;

    private final Message message;
    private final Words words;
    private final SubjectLine subject;
    private final Map<Group, List<Hit>> seen = new EnumMap<>(Group.class);
    private final Map<Group, List<Hit>> hidden = new EnumMap<>(Group.class);
    private final Map<Group, List<Mark>> inSubject = new EnumMap<>(Group.class);
    private final ProductScores products;
    private @Nullable Hit price;
    private int images;
    private int letters;
    private int left = MAX_TEXT;

    Reading(Message message, Words words) {
        this.message = message;
        this.words = words;
        this.subject = SubjectLine.of(message);
        this.products = new ProductScores(words);
        readSubject();
        message.mail().parts().forEach(this::readPart);
    }

    private void readSubject() {
        HeaderField field = subject.field();
        if (field == null) {
            return;
        }
        String text = subject.decoded();
        words.terms().scan(text, (term, start, end) -> {
            Mark mark = Mark.of(field, text.substring(start, end));
            Group group = Words.group(term);
            if (group == null) {
                products.add(term, mark);
            } else {
                inSubject.computeIfAbsent(group, g -> new ArrayList<>()).add(mark);
            }
        });
    }

    private void readPart(Part part) {
        images += part.images();
        if ("attachment".equals(part.disposition())) {
            return;
        }
        String text = bounded(part.text());
        letters += letters(text);
        if (!text.isEmpty()) {
            collect(part, text, seen, true);
            price = price == null ? price(part, text) : price;
        }
        String unseen = bounded(part.hiddenText());
        if (!unseen.isEmpty()) {
            collect(part, unseen, hidden, false);
        }
    }

    private String bounded(String text) {
        String kept = text.length() > left ? text.substring(0, left) : text;
        left -= kept.length();
        return kept;
    }

    private void collect(Part part, String text, Map<Group, List<Hit>> hits, boolean shown) {
        words.terms().scan(text, (term, start, end) -> {
            Group group = Words.group(term);
            if (group == null) {
                if (shown) {
                    products.add(term, Mark.of(part, text, start, end));
                }
                return;
            }
            List<Hit> found = hits.computeIfAbsent(group, g -> new ArrayList<>());
            if (found.size() < MAX_HITS) {
                found.add(new Hit(term.text(), part, text, start, end));
            }
        });
    }

    /** Counted no further than matters. */
    private static int letters(String text) {
        int letters = 0;
        for (int i = 0; i < text.length() && letters < LITTLE_TEXT; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                letters++;
            }
        }
        return letters;
    }

    private static @Nullable Hit price(Part part, String text) {
        for (char currency : CURRENCIES) {
            for (int i = text.indexOf(currency); i >= 0; i = text.indexOf(currency, i + 1)) {
                int digit = text.startsWith(" ", i + 1) ? i + 2 : i + 1;
                int end = digit;
                while (end < text.length() && end < i + 15 && "0123456789.,".indexOf(text.charAt(end)) >= 0) {
                    end++;
                }
                if (end > digit && Character.isDigit(text.charAt(digit))) {
                    return new Hit("price", part, text, i, end);
                }
            }
        }
        return null;
    }

    Message message() {
        return message;
    }

    Words words() {
        return words;
    }

    SubjectLine subject() {
        return subject;
    }

    ProductScores products() {
        return products;
    }

    @Nullable Hit price() {
        return price;
    }

    /** Words of a group in what a reader sees of the body. */
    List<Hit> seen(Group group) {
        return seen.getOrDefault(group, List.of());
    }

    /** Words of a group in text that is not shown. */
    List<Hit> hidden(Group group) {
        return hidden.getOrDefault(group, List.of());
    }

    List<Mark> inSubject(Group group) {
        return inSubject.getOrDefault(group, List.of());
    }

    boolean hasImages() {
        return images > 0;
    }

    /** Whether there is enough text to say that something is not in it. */
    boolean hasText() {
        return letters >= LITTLE_TEXT;
    }

    /**
     * A term in a part's text.
     *
     * @param term folded
     * @param text the part's text or hidden text
     */
    record Hit(String term, Part part, String text, int start, int end) {

        Mark mark() {
            return Mark.of(part, text, start, end);
        }
    }
}
