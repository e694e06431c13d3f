package org.trapline.defaults;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items at most as many as were asked for
 * @param next  the cursor that gives the next page; null on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** Entries of a page when a caller does not say. */
    public static final String DEFAULT_LIMIT = "50";

    /** Most entries of a page. */
    public static final int MAX_LIMIT = 500;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of rows that were asked for with one more than {@code limit}: the surplus row only says that there is
     * another page.
     *
     * @param cursor the cursor that stands behind a row
     */
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, Cursor> cursor, Function<R, T> view) {
        boolean more = rows.size() > limit;
        List<R> kept = more ? rows.subList(0, limit) : rows;
        String next = more ? cursor.apply(kept.get(limit - 1)).encoded() : null;
        return new Page<>(kept.stream().map(view).toList(), next);
    }
}
