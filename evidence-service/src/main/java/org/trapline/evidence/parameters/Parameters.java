package org.trapline.evidence.parameters;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads query parameters. JAX-RS would answer 404 to one that it cannot convert, which hides the fault from the caller. */
public final class Parameters {

    /** {@link UUID#fromString} also takes much that is no UUID. */
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Parameters() {}

    /** @throws InvalidParameter when it is there and no UUID */
    public static @Nullable UUID uuid(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!UUID_FORM.matcher(text).matches()) {
            throw new InvalidParameter(name, "is not a UUID");
        }
        return UUID.fromString(text);
    }

    /** @throws InvalidParameter when it is missing or none of the constants */
    public static <E extends Enum<E>> E oneOf(Class<E> type, String name, @Nullable String text) {
        List<E> all = Arrays.asList(type.getEnumConstants());
        return all.stream()
                .filter(e -> e.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidParameter(name, "is not one of " + all));
    }

    /**
     * @throws NotATime when it is there and no RFC 3339 time
     */
    public static @Nullable Instant moment(String name, @Nullable String text) {
        try {
            OffsetDateTime moment = text == null ? null : OffsetDateTime.parse(text);
            // RFC 3339 has four digits; beyond them milliseconds overflow.
            if (moment != null && (moment.getYear() < 0 || moment.getYear() > 9999)) {
                throw new NotATime(name);
            }
            return moment == null ? null : moment.toInstant();
        } catch (DateTimeException e) {
            throw new NotATime(name);
        }
    }
}
