package org.trapline.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trapline.cli.Terminal;

/** What a benchmark found: a table for people, one RESULT line for programs, and whether all of it holds. */
final class Verdicts {

    private final String bench;
    private final List<List<String>> table = new ArrayList<>();
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, Object> ratios = new LinkedHashMap<>();
    private boolean allHold = true;

    /** @param bench its name on the command line */
    Verdicts(String bench) {
        this.bench = bench;
    }

    /** Judges a figure that is promised. */
    void judge(Requirement requirement, Ratio ratio, String unit) {
        boolean holds = requirement.holds(ratio);
        allHold &= holds;
        table.add(List.of(
                requirement.name(),
                ratio.text() + unit,
                requirement.text() + unit,
                Double.toString(requirement.aim()) + unit,
                Integer.toString(ratio.pairs()),
                holds ? "holds" : "DOES NOT HOLD"));
        ratios.put(requirement.name(), rounded(ratio.median()));
        facts.put(
                requirement.name(),
                Map.of(
                        "median", ratio.median(),
                        "low", ratio.low(),
                        "high", ratio.high(),
                        "pairs", ratio.pairs(),
                        "limit", requirement.limit(),
                        "holds", holds));
    }

    /** A fact that is reported beside, and promised nowhere. */
    void note(String name, Object value) {
        facts.put(name, value);
    }

    /** Prints the table, writes the JSON file if one is wanted, then prints the RESULT line, the last one. */
    int close(BenchOptions options) {
        Terminal terminal = options.terminal();
        terminal.heading("Verdict");
        terminal.table(List.of("figure", "median [95%]", "required", "aim", "pairs", ""), table);
        options.json().write(Map.of("bench", bench, "ratios", ratios, "facts", facts, "holds", allHold));
        terminal.line("");
        terminal.line("RESULT " + json(Map.of("bench", bench), Map.of("ratios", ratios)));
        return allHold ? 0 : 1;
    }

    private static String json(Map<String, Object> first, Map<String, Object> second) {
        Map<String, Object> both = new LinkedHashMap<>(first);
        both.putAll(second);
        try {
            return new ObjectMapper().writeValueAsString(both);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3g", value));
    }
}
