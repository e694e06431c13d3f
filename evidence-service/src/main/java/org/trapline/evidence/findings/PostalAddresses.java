package org.trapline.evidence.findings;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.findings.Reading.Hit;

/**
 * What reads as a postal address: generous towards the sender, since the absence of one is what a rule is about. Patterns look only
 * at the surroundings of words that addresses have.
 */
final class PostalAddresses {

    private static final int BEFORE = 80;
    private static final int AFTER = 100;
    private static final int NUMBER_BEFORE = 60;
    private static final int NUMBER_AFTER = 40;

    /** Terms of boxes, folded. */
    private static final Set<String> BOXES = Stream.of("box", "pmb", "postfach", "apartado", "boite postale")
            .map(Folding::fold)
            .collect(Collectors.toUnmodifiableSet());

    private static final String END =
            "(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|highway|hwy|parkway|pkwy|court|ct|plaza|way|square|sq|turnpike)";

    private static final Pattern STREET = Pattern.compile(
            // 12 Main Street, Springfield, MA 01101
            "\\b\\d{1,6}[a-z]?,?\\s{1,3}(?:[\\p{L}\\d.'-]{1,30}\\s{1,3}){1,5}" + END
                    + "\\b[.,]?[^$]{0,80}?\\b(?:[a-z]{2}[\\s.,]{1,4}\\d{5}\\b|[a-z]\\d[a-z]\\s?\\d[a-z]\\d\\b|[a-z]{1,2}\\d[a-z\\d]?\\s?\\d[a-z]{2}\\b|\\d{4,6}\\b)"
                    // Suite 5 or Ave. 7 with a number and a town behind
                    + "|\\b\\d{1,6}[a-z]?,?\\s{1,3}(?:[\\p{L}\\d.'-]{1,30}\\s{1,3}){1,5}" + END
                    + "\\b[.,]?\\s{1,3}(?:suite|ste|floor|unit)\\s{0,2}#?\\d{1,5}"
                    // 12 rue de la Paix
                    + "|\\b\\d{1,4}\\s?(?:bis|ter)?,?\\s{1,3}(?:rue|avenue|boulevard|place|chemin)\\s{1,3}\\p{L}{2,30}"
                    // Calle Mayor 12, Via Roma, 12
                    + "|\\b(?:calle|avenida|via|piazza|ulica|\u0443\u043b\u0438\u0446\u0430)\\s{1,3}\\p{L}{2,30}(?:\\s\\p{L}{2,30}){0,3},?\\s{1,3}\\d{1,5}\\b"
                    // Hauptstrasse 12
                    + "|\\b\\p{L}{0,30}[\\s-]?(?:stra(?:\u00df|ss)e|platz|weg|gasse|straat|laan)\\s{1,3}\\d{1,4}\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern BOX = Pattern.compile(
            "\\bP\\.?\\s{0,2}O\\.?\\s{0,2}Box\\s{0,2}#?\\s?\\d{1,7}|\\bpost\\s{1,3}office\\s{1,3}box\\s{0,2}#?\\s?\\d{1,7}|\\bPMB\\s{0,2}#?\\s?\\d{1,6}|\\bpostfach\\s{1,3}\\d[\\d"
                    + " ]{1,8}|\\bapartado(?:\\s{1,3}(?:de\\s{1,3}correos|postal))?\\s{1,3}\\d{1,6}"
                    + "|\\bbo[i\u00ee]te\\s{1,3}postale\\s{1,3}\\d{1,6}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private PostalAddresses() {}

    static @Nullable Mark street(List<Hit> words) {
        return find(STREET, words, false);
    }

    static @Nullable Mark box(List<Hit> words) {
        return find(BOX, words, true);
    }

    static @Nullable Mark any(List<Hit> words) {
        Mark street = street(words);
        return street == null ? box(words) : street;
    }

    private static @Nullable Mark find(Pattern pattern, List<Hit> words, boolean boxes) {
        for (Hit word : words) {
            int to = Math.min(word.text().length(), word.end() + AFTER);
            if (BOXES.contains(word.term()) == boxes && hasNumber(word)) {
                int from = Math.max(0, word.start() - BEFORE);
                Matcher matcher = pattern.matcher(word.text().substring(from, to));
                if (matcher.find()) {
                    return Mark.of(word.part(), word.text(), from + matcher.start(), from + matcher.end());
                }
            }
        }
        return null;
    }

    /** No address is without a number close to its street or box. */
    private static boolean hasNumber(Hit word) {
        String text = word.text();
        int to = Math.min(text.length(), word.end() + NUMBER_AFTER);
        for (int i = Math.max(0, word.start() - NUMBER_BEFORE); i < to; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                return true;
            }
        }
        return false;
    }
}
