package org.trapline.evidence.search;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.evidence.campaigns.CampaignMembers;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.Sight;

/** Investigators and legal staff look for exhibits by words, sites, campaigns, traps, matters and time. */
@Path("/api/evidence/exhibits")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
public class SearchResource {

    private final Exhibits exhibits;
    private final ExhibitAccess access;
    private final SearchProjection search;
    private final CampaignMembers campaigns;
    private final Caller caller;

    SearchResource(
            Exhibits exhibits,
            ExhibitAccess access,
            SearchProjection search,
            CampaignMembers campaigns,
            Caller caller) {
        this.exhibits = exhibits;
        this.access = access;
        this.search = search;
        this.campaigns = campaigns;
        this.caller = caller;
    }

    /** Exhibits that match, the one received last first. A new exhibit is found within a second of its receipt. */
    @GET
    public Page<Exhibit.View> find(
            @BeanParam Search wanted,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit)
            throws IOException {
        Sight sight = access.sight(caller);
        ExhibitQuery query = wanted.query(Cursor.decode(cursor, 1), campaigns);
        if (query.matter() != null && !sight.has(query.matter())) {
            return new Page<>(List.of(), null);
        }
        return Page.of(find(query, sight, limit + 1), limit, e -> Cursor.of(e.leafIndex()), Exhibit::view);
    }

    /** Looks on where the rows leave a page short. */
    private List<Exhibit> find(ExhibitQuery wanted, Sight sight, int count) throws IOException {
        List<Exhibit> found = new ArrayList<>();
        ExhibitQuery query = wanted;
        int most = count;
        while (true) {
            List<UUID> ids = search.index().search(query.toLucene(sight.visible()), most);
            List<Exhibit> rows = exhibits.byIds(ids);
            found.addAll(inSight(query, rows, sight));
            if (found.size() >= count || ids.size() < most || rows.isEmpty()) {
                return found;
            }
            query = query.below(rows.get(rows.size() - 1).leafIndex());
            most = Page.MAX_LIMIT;
        }
    }

    /** Those that are what is asked for by the receipts that the caller may know of. */
    private List<Exhibit> inSight(ExhibitQuery query, List<Exhibit> rows, Sight sight) {
        UUID trap = query.trap();
        Set<UUID> caught = trap == null || rows.isEmpty()
                ? Set.of()
                : exhibits.caught(rows.stream().map(Exhibit::id).toList(), trap, sight);
        return access.asSeen(rows, sight).stream()
                .filter(e -> query.isIn(e.receivedAt()) && (trap == null || caught.contains(e.id())))
                .toList();
    }
}
