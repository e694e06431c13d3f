package org.trapline.verifier.packet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the check of a packet found.
 *
 * @param fingerprint of the key that signed it; empty when it was not read
 * @param trusted whether that is the key that was expected
 * @param checks in the order in which they were made; the first that fails is the last
 */
public record PacketReport(String fingerprint, boolean trusted, List<Check> checks) {

    /** Whether every check passed and the key is the expected one. */
    public boolean genuine() {
        return trusted && sound();
    }

    /** Whether every check passed, whoever's key it is. */
    public boolean sound() {
        return checks.stream().allMatch(Check::passed);
    }

    /** As people read it: a table of the checks, then the verdict. */
    public List<String> lines() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("check", "", "found"));
        checks.forEach(c -> rows.add(List.of(c.name(), c.passed() ? "ok" : "FAILED", printable(c.detail()))));
        int[] widths = new int[3];
        rows.forEach(
                row -> Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length())));
        rows.add(1, Arrays.stream(widths).mapToObj("-"::repeat).toList());
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length()))
                        .append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add("");
        lines.add(verdict());
        return lines;
    }

    /** What was found may quote the packet, and whoever forged it would like to write the verdict himself. */
    private static String printable(String detail) {
        return detail.replaceAll("[\\p{Cc}\\p{Cf}\u2028\u2029]", "?");
    }

    private String verdict() {
        if (!sound()) {
            return "NOT GENUINE: do not rely on this packet.";
        }
        return trusted
                ? "Genuine: signed with the key that was expected, and nothing in it was changed, added or left out."
                : "Undecided: the packet is whole, but anyone can make one that is. Learn the fingerprint of the office's"
                        + " key elsewhere and say --key FINGERPRINT.";
    }

    /**
     * @param name of what was checked
     * @param passed whether it is as it must be
     * @param detail what was found
     */
    public record Check(String name, boolean passed, String detail) {}
}
