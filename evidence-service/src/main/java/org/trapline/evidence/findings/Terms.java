package org.trapline.evidence.findings;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds many terms in one pass over a text (Aho and Corasick, 1975), by folded characters and whole words. Its time is linear in
 * the text whatever the text is.
 */
final class Terms {

    /** Ids of the folded characters that occur in terms; 0 is every other one. */
    private final char[] alphabet;

    private final int symbols;
    private final int[] next;
    private final int[][] outputs;
    private final List<Term> terms;
    private final boolean disguised;

    private Terms(char[] alphabet, int symbols, int[] next, int[][] outputs, List<Term> terms, boolean disguised) {
        this.alphabet = alphabet;
        this.symbols = symbols;
        this.next = next;
        this.outputs = outputs;
        this.terms = List.copyOf(terms);
        this.disguised = disguised;
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

    /** Names every term of the text, in the order of their ends. */
    void scan(CharSequence text, Found found) {
        run(new Folding(text, disguised, false), found, false);
        if (disguised) {
            run(new Folding(text, true, true), found, true);
        }
    }

    private void run(Folding folding, Found found, boolean joinedOnly) {
        int state = 0;
        while (folding.advance()) {
            char c = folding.current();
            state = next[state * symbols + (c < alphabet.length ? alphabet[c] : 0)];
            for (int index : outputs[state]) {
                Term term = terms.get(index);
                int length = term.text().length();
                if (folding.isWord(length, term.ending()) && (!joinedOnly || folding.wasJoined(length))) {
                    found.at(term, folding.start(length), folding.end());
                }
            }
        }
    }

    /** Collects terms. */
    static final class Builder {

        private final boolean disguised;
        private final List<Term> terms = new ArrayList<>();
        private final List<Map<Character, Integer>> trie = new ArrayList<>();
        private final List<List<Integer>> ends = new ArrayList<>();

        /** @param disguised whether digits and signs that stand for letters count as these, and joined-up words as well */
        Builder(boolean disguised) {
            this.disguised = disguised;
            node();
        }

        private int node() {
            trie.add(new HashMap<>());
            ends.add(new ArrayList<>());
            return trie.size() - 1;
        }

        /** @param term one that begins with an asterisk may be the end of a longer word */
        void add(String term, int key, int weight) {
            String folded = Folding.fold(term, disguised);
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
            return new Terms(Arrays.copyOf(alphabet, used), symbols, next, outputs, terms, disguised);
        }
    }
}
