package org.trapline.evidence.findings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Adds up what the terms of a message weigh for each category. A term counts once, however often it is repeated. */
final class ProductScores {

    private static final int MAX_TERMS = 30;

    private final Words words;
    private final int[] scores = new int[ProductCategory.values().length];
    private final List<Scored> terms = new ArrayList<>();

    ProductScores(Words words) {
        this.words = words;
    }

    void add(Terms.Term term, Mark mark) {
        if (terms.size() < MAX_TERMS && terms.stream().noneMatch(t -> t.term().equals(term))) {
            terms.add(new Scored(term, mark));
            scores[Words.category(term).ordinal()] += term.weight();
        }
    }

    int score(ProductCategory category) {
        return scores[category.ordinal()];
    }

    /** The category with the highest score, if that reaches its threshold and no other has as much. */
    ProductCategory category() {
        ProductCategory best = ProductCategory.OTHER;
        for (ProductCategory category : words.thresholds().keySet()) {
            if (score(category) >= words.thresholds().get(category) && score(category) > score(best)) {
                best = category;
            }
        }
        int highest = score(best);
        boolean tied = Arrays.stream(scores).filter(s -> s == highest).count() > 1;
        return tied ? ProductCategory.OTHER : best;
    }

    /** What speaks for a category, in order of appearance. */
    List<Scored> terms(ProductCategory category) {
        return terms.stream().filter(t -> Words.category(t.term()) == category).toList();
    }

    /** A term and where it was found first. */
    record Scored(Terms.Term term, Mark mark) {}
}
