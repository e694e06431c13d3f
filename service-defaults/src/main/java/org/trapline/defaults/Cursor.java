package org.trapline.defaults;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The place behind the last row of a page, as the sort keys of that row. Opaque to callers: URL-safe base64.
 *
 * @param keys sort keys in their order, none with a line feed
 */
public record Cursor(List<String> keys) {

    public Cursor {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.stream().anyMatch(k -> k.indexOf('\n') >= 0)) {
            throw new IllegalArgumentException("a cursor needs keys without line feeds");
        }
    }

    public static Cursor of(Object... keys) {
        return new Cursor(Arrays.stream(keys).map(Object::toString).toList());
    }

    public String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", keys).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param encoded what a caller sent; null for the first page
     * @param size    the number of keys that the list sorts by
     * @return null for the first page
     * @throws InvalidCursor when it was not made by {@link #encoded()} for such a list
     */
    public static @Nullable Cursor decode(@Nullable String encoded, int size) {
        if (encoded == null || encoded.isEmpty()) {
            return null;
        }
        try {
            String joined = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            Cursor cursor = new Cursor(List.of(joined.split("\n", -1)));
            // No text in PostgreSQL has U+0000, so no list gave it.
            if (cursor.keys().size() != size || joined.indexOf('\0') >= 0) {
                throw new InvalidCursor();
            }
            return cursor;
        } catch (IllegalArgumentException e) {
            throw new InvalidCursor();
        }
    }

    /**
     * The same for a list that is sorted by a UUID alone.
     *
     * @return the UUID of the row before; null for the first page
     * @throws InvalidCursor when it was not made for such a list
     */
    public static @Nullable UUID decodeId(@Nullable String encoded) {
        Cursor cursor = decode(encoded, 1);
        return cursor == null ? null : cursor.uuid(0);
    }

    public String key(int index) {
        return keys.get(index);
    }

    /** @throws InvalidCursor when the key is not a UUID */
    public UUID uuid(int index) {
        try {
            return UUID.fromString(key(index));
        } catch (IllegalArgumentException e) {
            throw new InvalidCursor();
        }
    }
}
