package org.trapline.attribution.dossier;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.claims.ClaimView;
import org.trapline.attribution.claims.Claims;
import org.trapline.attribution.lookups.FactView;
import org.trapline.attribution.lookups.Facts;
import org.trapline.attribution.lookups.Facts.Registrar;
import org.trapline.attribution.matters.Matters;
import org.trapline.attribution.sites.BlockedExhibits;
import org.trapline.attribution.sites.Ledger;
import org.trapline.attribution.sites.SiteName;
import org.trapline.attribution.sites.Sites;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;

/** The sites that trap mail advertises, and what is known about each. */
@Path("/api/attribution/sites")
class SiteResource {

    private final Sites sites;
    private final Ledger ledger;
    private final Facts facts;
    private final Claims claims;
    private final BlockedExhibits blocked;
    private final Matters matters;
    private final Caller caller;

    SiteResource(
            Sites sites,
            Ledger ledger,
            Facts facts,
            Claims claims,
            BlockedExhibits blocked,
            Matters matters,
            Caller caller) {
        this.sites = sites;
        this.ledger = ledger;
        this.facts = facts;
        this.claims = claims;
        this.blocked = blocked;
        this.matters = matters;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    @Transactional
    public Listing list(
            @QueryParam("matter") @Nullable UUID matter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        if (matter != null) {
            matters.require(matter, caller);
        }
        Cursor after = Cursor.decode(cursor, 1);
        Ledger.AsOf asOf = ledger.asOf();
        List<Sites.Counted> rows =
                sites.page(matter, Matters.viewer(caller), after == null ? null : after.key(0), limit + 1);
        Map<String, Registrar> registrars =
                facts.registrars(rows.stream().map(Sites.Counted::site).toList(), matter, caller);
        Page<Line> page =
                Page.of(rows, limit, row -> Cursor.of(row.site()), row -> Line.of(row, registrars.get(row.site())));
        return new Listing(page.items(), page.next(), asOf);
    }

    /** Facts and claims are those of matters that the caller may see, or of the one asked for. */
    @GET
    @Path("/{domain}")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    @Transactional
    public Dossier one(String domain, @QueryParam("matter") @Nullable UUID matter) {
        if (matter != null) {
            matters.require(matter, caller);
        }
        String site = SiteName.of(domain).domain();
        String viewer = Matters.viewer(caller);
        Optional<Sites.Counted> counted = sites.find(site, viewer);
        List<FactView> known = facts.aboutSite(site, matter, caller);
        List<ClaimView> said = claims.aboutSite(site, matter, caller);
        if (counted.isEmpty() && known.isEmpty() && said.isEmpty()) {
            throw new NoSuchSite(site);
        }
        List<UUID> advertising = sites.exhibits(site, viewer);
        return new Dossier(
                site,
                counted.map(Sites.Counted::exhibits).orElse(0L),
                counted.map(Sites.Counted::firstSeen).orElse(null),
                counted.map(Sites.Counted::lastSeen).orElse(null),
                facts.registrars(List.of(site), matter, caller).get(site),
                advertising,
                sites.hosts(site, viewer),
                known,
                said,
                blocked.among(cited(advertising, known, said)));
    }

    private static List<UUID> cited(List<UUID> advertising, List<FactView> facts, List<ClaimView> claims) {
        return Stream.of(
                        advertising.stream(),
                        facts.stream().map(FactView::exhibit),
                        claims.stream().map(claim -> claim.source().exhibit()))
                .flatMap(exhibits -> exhibits)
                .filter(Objects::nonNull)
                .toList();
    }

    /** @param asOf the ledger state up to which the service has heard of every exhibit */
    record Listing(List<Line> items, @Nullable String next, Ledger.AsOf asOf) {}

    /**
     * @param exhibits  distinct exhibits that advertise the site
     * @param registrar of record by the newest RDAP answer, absent when none is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String site,
            long exhibits,
            @Nullable Instant firstSeen,
            @Nullable Instant lastSeen,
            @Nullable Registrar registrar) {

        static Line of(Sites.Counted counted, @Nullable Registrar registrar) {
            return new Line(counted.site(), counted.exhibits(), counted.firstSeen(), counted.lastSeen(), registrar);
        }
    }

    /**
     * @param exhibitIds      the first 100 by ledger order
     * @param blockedExhibits of all exhibits named here, those whose stored bytes are not what was received: nothing should
     *                        rest on them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Dossier(
            String site,
            long exhibits,
            @Nullable Instant firstSeen,
            @Nullable Instant lastSeen,
            @Nullable Registrar registrar,
            List<UUID> exhibitIds,
            List<String> hosts,
            List<FactView> facts,
            List<ClaimView> claims,
            List<UUID> blockedExhibits) {}
}
