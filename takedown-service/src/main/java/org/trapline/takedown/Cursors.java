package org.trapline.takedown;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Cursor;

/** Cursors of lists that are ordered by UUIDv7 alone, newest first. */
public final class Cursors {

    private static final UUID AFTER_ALL = new UUID(-1L, -1L);

    private Cursors() {}

    /** @throws org.trapline.defaults.InvalidCursor when it was not made for such a list */
    public static UUID before(@Nullable String cursor) {
        UUID last = Cursor.decodeId(cursor);
        return last == null ? AFTER_ALL : last;
    }
}
