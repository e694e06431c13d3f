package org.trapline.attribution;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.InvalidCursor;

/** The cursor of lists that are sorted by id alone. */
public final class IdCursor {

    private IdCursor() {}

    /** @return the last id of the page before, null for the first page */
    public static @Nullable UUID decode(@Nullable String encoded) {
        Cursor cursor = Cursor.decode(encoded, 1);
        try {
            return cursor == null ? null : UUID.fromString(cursor.key(0));
        } catch (IllegalArgumentException e) {
            throw new InvalidCursor();
        }
    }
}
