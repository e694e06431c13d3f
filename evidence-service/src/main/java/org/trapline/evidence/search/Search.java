package org.trapline.evidence.search;

import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.InvalidCursor;
import org.trapline.evidence.campaigns.CampaignMembers;
import org.trapline.evidence.exhibits.ExhibitKind;
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

    @QueryParam("campaign")
    @Parameter(schema = @Schema(implementation = UUID.class))
    @Nullable String campaign;

    @QueryParam("sender")
    @Nullable String sender;

    @QueryParam("kind")
    @Parameter(schema = @Schema(implementation = ExhibitKind.class))
    @Nullable String kind;

    @QueryParam("defect")
    @Nullable String defect;

    @QueryParam("attachment")
    @Nullable Boolean attachment;

    ExhibitQuery query(@Nullable Cursor cursor, CampaignMembers campaigns) {
        UUID members = Parameters.uuid("campaign", campaign);
        return new ExhibitQuery(
                q,
                domain,
                sha256,
                Parameters.uuid("trap", trap),
                Parameters.uuid("matter", matter),
                Parameters.moment("from", from),
                Parameters.moment("to", to),
                sender,
                kind == null ? null : Parameters.oneOf(ExhibitKind.class, "kind", kind),
                defect,
                attachment,
                members == null ? null : campaigns.positions(members),
                place(cursor));
    }

    private static @Nullable Long place(@Nullable Cursor cursor) {
        try {
            return cursor == null ? null : Long.valueOf(cursor.key(0));
        } catch (NumberFormatException e) {
            throw new InvalidCursor();
        }
    }
}
