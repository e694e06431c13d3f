package org.trapline.evidence.campaigns;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.ExhibitAnomaly;
import org.trapline.evidence.exhibits.ExhibitDisposed;
import org.trapline.evidence.exhibits.ExhibitRestricted;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.parameters.Parameters;

/** Investigators and legal staff look at campaigns: what was sent alike, through whom, for which sites. */
@Path("/api/evidence/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
public class CampaignResource {

    private final Campaigns campaigns;
    private final VolumeRows volumes;
    private final ExhibitAccess access;
    private final Exhibits exhibits;
    private final RawExhibits raw;
    private final Caller caller;

    CampaignResource(
            Campaigns campaigns,
            VolumeRows volumes,
            ExhibitAccess access,
            Exhibits exhibits,
            RawExhibits raw,
            Caller caller) {
        this.campaigns = campaigns;
        this.volumes = volumes;
        this.access = access;
        this.exhibits = exhibits;
        this.raw = raw;
        this.caller = caller;
    }

    /** Campaigns, the last begun first. Counts, dates and sites are those of messages that the caller may see. */
    @GET
    public Page<Campaign> find(
            @QueryParam("matter") @Parameter(schema = @Schema(implementation = UUID.class)) @Nullable String matter,
            @QueryParam("site") @Nullable String site,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        CampaignQuery query = new CampaignQuery(
                Parameters.uuid("matter", matter), site, Parameters.moment("from", from), Parameters.moment("to", to));
        Sight sight = sight();
        if (query.matter() != null
                && sight.visible() != null
                && !sight.visible().contains(query.matter())) {
            return new Page<>(List.of(), null);
        }
        UUID before = Cursor.decodeId(cursor);
        List<Campaign> found = new ArrayList<>();
        // Campaigns out of sight are passed over, so a page may take more than one reading.
        List<Long> roots = campaigns.roots(query, before, limit + 1);
        while (!roots.isEmpty() && found.size() <= limit) {
            campaigns.seen(roots, sight).stream().filter(query::holds).forEach(found::add);
            UUID last = campaigns.idOf(roots.get(roots.size() - 1));
            roots = roots.size() <= limit ? List.of() : campaigns.roots(query, last, limit + 1);
        }
        return Page.of(found, limit, c -> Cursor.of(c.id()), c -> c);
    }

    @GET
    @Path("/{id}")
    public Campaign.Detail campaign(@PathParam("id") UUID id) {
        Sight sight = sight();
        long root = campaigns.root(id).orElseThrow(() -> new NoSuchCampaign(id));
        Campaign campaign =
                campaigns.seen(List.of(root), sight).stream().findFirst().orElseThrow(() -> new NoSuchCampaign(id));
        ShownTemplate template = campaigns
                .first(root, sight)
                .flatMap(exhibits::byId)
                .map(exhibit -> template(exhibit, id))
                .orElse(ShownTemplate.NONE);
        return campaigns.detail(root, campaign, sight, template);
    }

    /** Shows what the message says, which is a look at the evidence in the caller's name. */
    private ShownTemplate template(Exhibit exhibit, UUID campaign) {
        try {
            byte[] bytes = raw.read(
                    exhibit, access.reading(exhibit, caller, CustodyType.ACCESSED, "template of campaign " + campaign));
            return new ShownTemplate(Defanged.of(MailParser.parseOrUnreadable(bytes)), null);
        } catch (ExhibitAnomaly e) {
            return ShownTemplate.withheld(Campaign.Withheld.BLOCKED);
        } catch (ExhibitDisposed e) {
            return ShownTemplate.withheld(Campaign.Withheld.DISPOSED);
        } catch (ExhibitRestricted e) {
            return ShownTemplate.withheld(Campaign.Withheld.RESTRICTED);
        }
    }

    /** How many sites it advertises, and how many of its messages were sent, as far as the data bear it. */
    @GET
    @Path("/{id}/volume")
    public VolumeAnswer volume(@PathParam("id") UUID id) {
        Sight sight = sight();
        long root = campaigns.root(id).orElseThrow(() -> new NoSuchCampaign(id));
        if (campaigns.seen(List.of(root), sight).isEmpty()) {
            throw new NoSuchCampaign(id);
        }
        return volumes.answer(new VolumeRows.Asked(sight, root, null, null, null));
    }

    private Sight sight() {
        return access.sight(caller);
    }
}
