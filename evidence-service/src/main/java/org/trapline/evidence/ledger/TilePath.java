package org.trapline.evidence.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a tile below {@code tile/} (C2SP tlog-tiles): {@code <L>/<N>[.p/<W>]}, N in groups of three digits, all but
 * the last led by {@code x}.
 *
 * @param level 0 to 5, or {@link #ENTRIES}
 * @param index the tile's place in its level
 * @param width 1 to 255 for a partial tile, 256 for a full one
 */
record TilePath(int level, long index, int width) {

    /** Stands for the level in {@code tile/entries/<N>}. */
    static final int ENTRIES = -1;

    private static final Pattern SHAPE =
            Pattern.compile("(entries|[0-5])/((?:x\\d{3}/){0,4}\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

    /** Empty when it is no tile's path, or not the one way of writing it. */
    static Optional<TilePath> parse(String path) {
        Matcher matcher = SHAPE.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
        long index = Long.parseLong(matcher.group(2).replace("x", "").replace("/", ""));
        int width = matcher.group(3) == null ? Tile.FULL : Integer.parseInt(matcher.group(3));
        TilePath parsed = new TilePath(level, index, width);
        return parsed.toString().equals(path) ? Optional.of(parsed) : Optional.empty();
    }

    @Override
    public String toString() {
        List<String> groups = new ArrayList<>();
        long rest = index;
        do {
            groups.add(0, String.format("%s%03d", groups.isEmpty() ? "" : "x", rest % 1000));
            rest /= 1000;
        } while (rest > 0);
        return (level == ENTRIES ? "entries" : Integer.toString(level)) + "/" + String.join("/", groups)
                + (width < Tile.FULL ? ".p/" + width : "");
    }
}
