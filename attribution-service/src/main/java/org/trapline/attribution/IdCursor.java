package org.trapline.attribution;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Cursor;

/** The cursor of lists that are sorted by id alone. */
public final class IdCursor {

    private IdCursor() {}

    /**
     * @return the last id of the page before, null for the first page
     * @throws org.trapline.defaults.InvalidCursor when it was not made for such a list
     */
    public static @Nullable UUID decode(@Nullable String encoded) {
        Cursor cursor = Cursor.decode(encoded, 1);
        return cursor == null ? null : cursor.uuid(0);
    }
}
