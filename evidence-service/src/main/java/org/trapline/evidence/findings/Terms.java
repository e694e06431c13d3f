package org.trapline.evidence.findings;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds many terms in one pass over a text (Aho and Corasick, 1975) as {@link Folding} has it, by whole words. Its time is linear in
 * the text whatever the text is.
 */
final class Terms {

    /** Letters of a word in parts; no term is longer. */
    private static final int LONGEST_JOINED = 120;

    /** From here on are scripts that write words without spaces. */
    private static final char UNSPACED = 0x2e80;

    /** Ids of the folded characters that occur in terms; 0 is every other one. */
    private final char[] alphabet;

    private final int symbols;
    private final int[] next;
    private final int[][] outputs;
    private final List<Term> terms;

    private Terms(char[] alphabet, int symbols, int[] next, int[][] outputs, List<Term> terms) {
        this.alphabet = alphabet;
        this.symbols = symbols;
        this.next = next;
        this.outputs = outputs;
        this.terms = List.copyOf(terms);
    }

    /**
     * @param text as it is written
     * @param key what it stands for
     * @param weight how much it says
     * @param ending whether it may be the end of a longer word
     */
    record Term(String text, int key, int weight, boolean ending) {}

    /** A text's {@code [start, end)} is a term. */
    @FunctionalInterface
    interface Found {
        void at(Term term, int start, int end);
    }

    /** Names every term of the text, in the order of their ends; the ones in disguise that parts words come last. */
    void scan(String text, Found found) {
        char[] folded = new char[text.length() + 2];
        int[] places = new int[text.length() + 2];
        int size = 0;
        folded[size++] = Folding.SPACE;
        boolean joints = false;
        for (int i = 0; i < text.length(); i++) {
            char c = Folding.fold(text.charAt(i));
            if (c == Folding.SPACE) {
                c = Folding.sign(text, i);
                joints = joints || Folding.isJoint(text, i);
                if (c == Folding.SPACE && folded[size - 1] == Folding.SPACE) {
                    continue;
                }
            } else if (c == Folding.SKIPPED) {
                continue;
            }
            folded[size] = c;
            places[size++] = i;
        }
        folded[size] = Folding.SPACE;
        run(folded, places, size, found);
        if (joints) {
            scanJoined(text, found);
        }
    }

    /** Looks for terms in words whose letters are parted: v.i.a.g.r.a, via-gra. */
    private void scanJoined(String text, Found found) {
        int at = 0;
        while (at < text.length()) {
            int start = at;
            int end = wordEnd(text, at);
            boolean joined = false;
            while (end > at && end < text.length() && Folding.isJoint(text, end)) {
                joined = true;
                at = end + 1;
                end = wordEnd(text, at);
            }
            if (joined) {
                runJoined(text, start, Math.min(end, start + LONGEST_JOINED), found);
            }
            at = end + 1;
        }
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && (Folding.fold(text.charAt(end)) > Folding.SPACE || isSkipped(text, end, from))) {
            end++;
        }
        return end;
    }

    private static boolean isSkipped(String text, int at, int from) {
        return at > from && Folding.fold(text.charAt(at)) == Folding.SKIPPED;
    }

    private void runJoined(String text, int from, int to, Found found) {
        char[] folded = new char[to - from + 2];
        int[] places = new int[to - from + 2];
        int size = 0;
        folded[size++] = Folding.SPACE;
        for (int i = from; i < to; i++) {
            char c = Folding.fold(text.charAt(i));
            if (c > Folding.SPACE) {
                folded[size] = c;
                places[size++] = i;
            }
        }
        folded[size] = Folding.SPACE;
        run(folded, places, size, (term, start, end) -> {
            // What has no joint in it was found before.
            if (end - start > term.text().length()) {
                found.at(term, start, end);
            }
        });
    }

    /** Scripts without spaces have no bounds of words. */
    private void run(char[] folded, int[] places, int size, Found found) {
        int state = 0;
        for (int i = 1; i < size; i++) {
            char c = folded[i];
            state = next[state * symbols + (c < alphabet.length ? alphabet[c] : 0)];
            for (int index : outputs[state]) {
                Term term = terms.get(index);
                int first = i - term.text().length() + 1;
                boolean begins = term.ending() || folded[first - 1] == Folding.SPACE || folded[first] >= UNSPACED;
                boolean ends = folded[i + 1] == Folding.SPACE || c >= UNSPACED;
                if (begins && ends) {
                    found.at(term, places[first], places[i] + 1);
                }
            }
        }
    }

    /** Collects terms. */
    static final class Builder {

        private final List<Term> terms = new ArrayList<>();
        private final List<Map<Character, Integer>> trie = new ArrayList<>();
        private final List<List<Integer>> ends = new ArrayList<>();

        Builder() {
            node();
        }

        private int node() {
            trie.add(new HashMap<>());
            ends.add(new ArrayList<>());
            return trie.size() - 1;
        }

        /** @param term one that begins with an asterisk may be the end of a longer word */
        void add(String term, int key, int weight) {
            String folded = Folding.fold(term);
            int state = 0;
            for (int i = 0; i < folded.length(); i++) {
                Integer child = trie.get(state).get(folded.charAt(i));
                if (child == null) {
                    child = node();
                    trie.get(state).put(folded.charAt(i), child);
                }
                state = child;
            }
            Term added = new Term(folded, key, weight, term.startsWith("*"));
            if (!terms.contains(added)) {
                ends.get(state).add(terms.size());
                terms.add(added);
            }
        }

        Terms build() {
            char[] alphabet = new char[0x10000];
            int symbols = 1;
            for (Map<Character, Integer> children : trie) {
                for (char c : children.keySet()) {
                    if (alphabet[c] == 0) {
                        alphabet[c] = (char) symbols++;
                    }
                }
            }
            int[] next = new int[trie.size() * symbols];
            int[] fail = new int[trie.size()];
            ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
            while (!queue.isEmpty()) {
                int state = queue.remove();
                int row = state * symbols;
                if (state != 0) {
                    System.arraycopy(next, fail[state] * symbols, next, row, symbols);
                    ends.get(state).addAll(ends.get(fail[state]));
                }
                for (Map.Entry<Character, Integer> child : trie.get(state).entrySet()) {
                    int symbol = alphabet[child.getKey()];
                    fail[child.getValue()] = state == 0 ? 0 : next[row + symbol];
                    next[row + symbol] = child.getValue();
                    queue.add(child.getValue());
                }
            }
            int[][] outputs = ends.stream()
                    .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                    .toArray(int[][]::new);
            int used = 0x10000;
            while (used > 0 && alphabet[used - 1] == 0) {
                used--;
            }
            return new Terms(Arrays.copyOf(alphabet, used), symbols, next, outputs, terms);
        }
    }
}
