package org.trapline.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The harmless words of the generated mail.
 *
 * @param words filler, as spammers pad their messages against filters
 * @param accented words that need more than seven bits
 * @param senders hosts that the forged trace headers name
 */
record Wording(
        Map<Product, Template> products,
        List<String> words,
        List<String> accented,
        List<String> names,
        List<String> senders) {

    record Template(List<String> subjects, List<String> pitches, List<String> paths) {}

    static Wording load() {
        return DemoResource.read("wording.json", Wording.class);
    }

    static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Filler of about so many characters, in lines of mail width. */
    String filler(Random random, int characters, boolean accents) {
        StringBuilder text = new StringBuilder(characters + 80);
        int line = 0;
        while (text.length() < characters) {
            String word = accents && random.nextInt(14) == 0 ? pick(random, accented) : pick(random, words);
            if (line + word.length() > 70) {
                text.append(random.nextInt(9) == 0 ? ".\n\n" : "\n");
                line = 0;
            } else if (line > 0) {
                text.append(' ');
            }
            text.append(word);
            line += word.length() + 1;
        }
        return text.append(".\n").toString();
    }
}
