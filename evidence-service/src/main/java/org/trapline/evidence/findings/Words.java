package org.trapline.evidence.findings;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words and signs of a rule set, ready to be looked for.
 *
 * @param terms finds the words of the rules and the terms of the categories; a term's key says which it is
 * @param thresholds what a category needs
 * @param titles of the categories
 * @param headerSigns weight of each sign about the header
 * @param webmail domains of big mail providers, with what their hosts' names contain
 * @param consumerLines parts of host names that consumer lines have
 */
record Words(
        Terms terms,
        Map<ProductCategory, Integer> thresholds,
        Map<ProductCategory, String> titles,
        Map<String, Integer> headerSigns,
        Map<String, List<String>> webmail,
        List<String> consumerLines) {

    /** Keys of terms from here on are categories, those below are groups. */
    private static final int PRODUCTS = 100;

    private static final Group[] GROUPS = Group.values();
    private static final ProductCategory[] CATEGORIES = ProductCategory.values();

    /** The group of a term; null when it speaks for a category. */
    static @Nullable Group group(Terms.Term term) {
        return term.key() < PRODUCTS ? GROUPS[term.key()] : null;
    }

    /** The category that a term speaks for, when it has no group. */
    static ProductCategory category(Terms.Term term) {
        return CATEGORIES[term.key() - PRODUCTS];
    }

    /** What words of the rules speak of. */
    enum Group {
        OFFER,
        TRANSACTIONAL,
        RELATIONSHIP,
        OPT_OUT,
        OPT_OUT_DEMAND,
        ADVERTISEMENT,
        ADDRESS;

        String key() {
            String[] parts = name().toLowerCase(Locale.ROOT).split("_");
            StringBuilder key = new StringBuilder(parts[0]);
            for (int i = 1; i < parts.length; i++) {
                key.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i].substring(1));
            }
            return key.toString();
        }
    }

    static Words of(File file) {
        Terms.Builder terms = new Terms.Builder();
        for (Group group : Group.values()) {
            for (String term : file.groups().get(group.key())) {
                terms.add(term, group.ordinal(), 1);
            }
        }
        Map<ProductCategory, Integer> thresholds = new EnumMap<>(ProductCategory.class);
        Map<ProductCategory, String> titles = new EnumMap<>(ProductCategory.class);
        file.categories().forEach((category, data) -> {
            data.terms().forEach((term, weight) -> terms.add(term, PRODUCTS + category.ordinal(), weight));
            thresholds.put(category, data.threshold());
            titles.put(category, data.title());
        });
        titles.put(ProductCategory.OTHER, "Other");
        return new Words(terms.build(), thresholds, titles, file.headerSigns(), file.webmail(), file.consumerLines());
    }

    /** The file of words. */
    record File(
            Map<String, List<String>> groups,
            Map<ProductCategory, Category> categories,
            Map<String, Integer> headerSigns,
            Map<String, List<String>> webmail,
            List<String> consumerLines) {}

    /** One category of the file. */
    record Category(String title, int threshold, Map<String, Integer> terms) {}
}
