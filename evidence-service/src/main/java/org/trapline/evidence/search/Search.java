package org.trapline.evidence.search;

import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.InvalidCursor;
import org.trapline.evidence.parameters.Parameters;

/** The parameters of a search. See {@link ExhibitQuery} for what they mean. */
public class Search {

    @QueryParam("q")
    @Nullable String q;

    @QueryParam("domain")
    @Nullable String domain;

    @QueryParam("sha256")
    @Nullable String sha256;

    @QueryParam("trap")
    @Parameter(schema = @Schema(implementation = UUID.class))
    @Nullable String trap;

    @QueryParam("matter")
    @Parameter(schema = @Schema(implementation = UUID.class))
    @Nullable String matter;

    @QueryParam("from")
    @Nullable String from;

    @QueryParam("to")
    @Nullable String to;

    ExhibitQuery query(@Nullable Cursor cursor) {
        return new ExhibitQuery(
                q,
                domain,
                sha256,
                Parameters.uuid("trap", trap),
                Parameters.uuid("matter", matter),
                moment("from", from),
                moment("to", to),
                place(cursor));
    }

    private static @Nullable Long place(@Nullable Cursor cursor) {
        try {
            return cursor == null ? null : Long.valueOf(cursor.key(0));
        } catch (NumberFormatException e) {
            throw new InvalidCursor();
        }
    }

    private static @Nullable Instant moment(String name, @Nullable String text) {
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

    /** A parameter is not an RFC 3339 time. */
    public static final class NotATime extends RuntimeException {
        NotATime(String parameter) {
            super("Parameter " + parameter + " is not a time such as 2026-01-31T12:00:00Z");
        }
    }
}
