package org.trapline.evidence.campaigns;

import java.util.Arrays;
import java.util.Locale;
import org.trapline.evidence.mail.HeaderField;
import org.trapline.evidence.mail.ParsedMail;

/**
 * The words of a message with everything masked that a sender varies from one copy to the next: case, numbers, links,
 * addresses, the recipient's name, words that nobody could say.
 */
final class Wording {

    /** A template shows in this much; the rest of a long message costs and does not tell more. */
    private static final int MOST_CHARS = 24_000;

    private static final int MOST_WORDS = 2000;
    private static final int MOST_LETTERS = 25;

    /** Below so many words there is no template to see, only an image or a link. */
    private static final int FEW_WORDS = 8;

    /** Of what people write every sixth word or more is one of these; of random words hardly any. */
    private static final double FUNCTION_WORD_SHARE = 0.06;

    private static final long[] FUNCTION_WORDS = hashes(
            "the of and to in a is that for it as with on by this you your at"
                    + " from or an be are we our not have will can all more now no if do get up has so der die das und ist nicht ein"
                    + " eine mit auf den von zu im sie wir ihr für le la les des et est un une pour que vous nous dans sur en du pas"
                    + " el los las de y es por con su se para una lo il di che non per i e o os da do em um uma com não");

    private static final long[] GREETINGS = hashes("dear hello hi hey hallo lieber liebe bonjour cher hola ciao");

    private static final long LINK = 1;
    private static final long ADDRESS = 2;
    private static final long NUMBER = 3;
    private static final long NAME = 4;
    private static final long NOISE = 5;

    /** Sorted, as the other sets of words are. */
    private final long[] recipient;

    private final long[] words = new long[MOST_WORDS];
    private int count;
    private int plain;
    private int functionWords;
    private boolean greeted;

    private Wording(long[] recipient) {
        this.recipient = recipient;
    }

    static Wording of(ParsedMail mail) {
        StringBuilder names = new StringBuilder();
        for (HeaderField field : mail.fields()) {
            if (field.name().equalsIgnoreCase("To") && names.length() < 1000) {
                names.append(field.value().toLowerCase(Locale.ROOT).split("@", 2)[0])
                        .append(' ');
            }
        }
        long[] recipient = hashes(names.substring(0, Math.min(names.length(), 1000)));
        Wording wording = new Wording(recipient);
        if (mail.subject() != null) {
            wording.read(mail.subject());
        }
        wording.read(mail.text());
        return wording;
    }

    /** Too few words to tell a template by. */
    boolean thin() {
        return plain < FEW_WORDS;
    }

    /** Words without the small ones that every language is held together by: a salad made to confuse filters. */
    boolean salad() {
        return functionWords < plain * FUNCTION_WORD_SHARE;
    }

    /** Of every two words that follow each other; of a single one that word. */
    Template template() {
        long[] shingles = new long[Math.max(count, 1)];
        int n = 0;
        for (int i = 0; i + 1 < count; i++) {
            // Where nothing but masks stands, only how often they come would tell copies apart.
            if (words[i] > NOISE || words[i] < 0 || words[i + 1] > NOISE || words[i + 1] < 0) {
                shingles[n++] = words[i] * 31 + words[i + 1];
            }
        }
        if (n == 0) {
            shingles[n++] = count == 0 ? 0 : words[0];
        }
        return Template.ofShingles(shingles, n);
    }

    private void read(String text) {
        int length = Math.min(text.length(), MOST_CHARS);
        int at = 0;
        while (at < length && count < MOST_WORDS) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            boolean address = false;
            while (end < length && !Character.isWhitespace(text.charAt(end))) {
                address |= text.charAt(end) == '@';
                end++;
            }
            if (isLink(text, at, end)) {
                add(LINK);
            } else if (address) {
                add(ADDRESS);
            } else {
                readChunk(text, at, end);
            }
            at = end;
        }
    }

    private static boolean isLink(String text, int at, int end) {
        for (int i = at; i + 2 < end; i++) {
            if (text.charAt(i) == ':' && text.charAt(i + 1) == '/' && text.charAt(i + 2) == '/') {
                return true;
            }
        }
        return text.regionMatches(true, at, "www.", 0, 4);
    }

    private void readChunk(String text, int from, int to) {
        int at = from;
        while (at < to) {
            int start = at;
            boolean digits = false;
            boolean vowel = false;
            long hash = 7;
            while (at < to && Character.isLetterOrDigit(text.charAt(at))) {
                char c = Character.toLowerCase(text.charAt(at));
                digits |= Character.isDigit(c);
                vowel |= c > 127 || "aeiouy".indexOf(c) >= 0;
                hash = hash * 1_000_003 + c;
                at++;
            }
            int letters = at - start;
            if (letters == 0) {
                at++;
            } else if (digits) {
                add(NUMBER);
            } else if (letters > MOST_LETTERS || (letters > 4 && !vowel)) {
                add(NOISE);
            } else {
                addWord(Template.mix(hash));
            }
        }
    }

    private void addWord(long hash) {
        boolean function = has(FUNCTION_WORDS, hash);
        boolean name = !function && (greeted || has(recipient, hash));
        greeted = has(GREETINGS, hash);
        plain++;
        functionWords += function ? 1 : 0;
        add(name ? NAME : hash);
    }

    private void add(long word) {
        if (count < MOST_WORDS) {
            words[count++] = word;
        }
    }

    private static boolean has(long[] sorted, long hash) {
        return Arrays.binarySearch(sorted, hash) >= 0;
    }

    private static long[] hashes(String text) {
        return Arrays.stream(text.split("[^\\p{L}]+"))
                .filter(word -> !word.isEmpty())
                .mapToLong(word -> {
                    long hash = 7;
                    for (int i = 0; i < word.length(); i++) {
                        hash = hash * 1_000_003 + word.charAt(i);
                    }
                    return Template.mix(hash);
                })
                .sorted()
                .toArray();
    }
}
