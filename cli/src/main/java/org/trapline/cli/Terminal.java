package org.trapline.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines for people: a passing line is rewritten in place on a terminal, and printed now and then in a log. Thread-safe. */
public final class Terminal {

    /** How often a log gets a passing line; a terminal redraws ten times a second. */
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private static final Duration REDRAW_INTERVAL = Duration.ofMillis(100);

    private final PrintStream out;
    private final boolean interactive;
    private final int width;
    private boolean passingShown;
    private Instant nextPassing = Instant.EPOCH;

    /**
     * @param interactive whether {@code out} is a terminal that understands ANSI sequences
     * @param width columns of the terminal
     */
    public Terminal(PrintStream out, boolean interactive, int width) {
        this.out = out;
        this.interactive = interactive;
        this.width = width;
    }

    /** Standard output, as the launcher found it. */
    public static Terminal standardOutput() {
        return new Terminal(System.out, Boolean.getBoolean("trapline.tty.out"), columns());
    }

    /** Standard error: for people while standard output carries JSON or a token. */
    public static Terminal standardError() {
        return new Terminal(System.err, Boolean.getBoolean("trapline.tty.err"), columns());
    }

    public boolean interactive() {
        return interactive;
    }

    /** A line that stays. */
    public synchronized void line(String text) {
        clearPassing();
        out.println(text);
        out.flush();
    }

    /** An empty line, then a title. */
    public synchronized void heading(String text) {
        line("");
        line(bold(text));
    }

    /** A line that the next one replaces: how far something has come. Too frequent ones are dropped. */
    public synchronized void passing(String text) {
        Instant now = Instant.now();
        if (now.isBefore(nextPassing)) {
            return;
        }
        nextPassing = now.plus(interactive ? REDRAW_INTERVAL : LOG_INTERVAL);
        if (!interactive) {
            line(text);
            return;
        }
        clearPassing();
        out.print(text.length() < width ? text : text.substring(0, width - 1));
        out.flush();
        passingShown = true;
    }

    /** Columns as wide as their widest cell; a column of numbers is aligned right. */
    public synchronized void table(List<String> headers, List<List<String>> rows) {
        render(headers, rows).forEach(this::line);
    }

    public String bold(String text) {
        return interactive ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** {@code 3.4 MB}: powers of 1000. */
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        double value = bytes / 1000.0;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }

    /** {@code 4.2 s}, {@code 3 min 05 s}, {@code 2 h 10 min}, {@code 3 d 4 h}. */
    public static String time(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
        }
        return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
    }

    static List<String> render(List<String> headers, List<List<String>> rows) {
        int columns = headers.size();
        int[] widths = new int[columns];
        boolean[] numbers = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            int column = c;
            widths[c] = Math.max(
                    headers.get(c).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
            numbers[c] = !rows.isEmpty()
                    && rows.stream().map(row -> row.get(column)).allMatch(cell -> cell.matches("[\\d.,]*|-"));
        }
        List<String> lines = new java.util.ArrayList<>();
        lines.add(row(headers, widths, numbers));
        lines.add(IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("  ")));
        rows.forEach(row -> lines.add(row(row, widths, numbers)));
        return lines;
    }

    private static String row(List<String> cells, int[] widths, boolean[] right) {
        return IntStream.range(0, widths.length)
                .mapToObj(c -> {
                    String padding = " ".repeat(widths[c] - cells.get(c).length());
                    return right[c] ? padding + cells.get(c) : cells.get(c) + padding;
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private void clearPassing() {
        if (passingShown) {
            out.print("\r\u001b[K");
            passingShown = false;
        }
    }

    private static int columns() {
        try {
            return Math.max(20, Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "100")));
        } catch (NumberFormatException e) {
            return 100;
        }
    }
}
