package org.trapline.evidence.sites;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.evidence.parameters.InvalidParameter;
import org.trapline.messaging.Idempotency;
import org.trapline.messaging.StoreFailed;

/** Investigators and legal staff look at what a site is to the mail that links to it, and correct it. */
@Path("/api/evidence/sites/{domain}/role")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
public class SiteRoleResource {

    private final SiteRoles roles;
    private final DataSource dataSource;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    SiteRoleResource(SiteRoles roles, DataSource dataSource, Idempotency idempotency, Caller caller, Clock clock) {
        this.roles = roles;
        this.dataSource = dataSource;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    /** What the site counts as, why, and what people decided before, the last one first. */
    @GET
    public View role(@PathParam("domain") String domain) {
        String site = site(domain);
        AssignedRole role = roles.roleOf(site);
        return new View(site, role.role(), role.by(), role.reason(), decisions(site));
    }

    /**
     * A person says what the site is. Decisions are added, never changed; the last one counts, from the next message on and
     * in everything that is shown.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = View.class, responseCode = "201")
    public RestResponse<View> decide(
            @PathParam("domain") String domain,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull Decision decision) {
        String site = site(domain);
        Instant now = clock.instant();
        QuarkusTransaction.requiringNew()
                .run(() -> idempotency.once(caller.subject(), key, "POST /sites/" + site + "/role " + decision, () -> {
                    insert(site, decision, now);
                    return UuidCreator.getTimeOrderedEpoch();
                }));
        // Not before the commit: whoever looks then would find the old one, and keep it.
        roles.forget();
        View view = new View(
                site,
                decision.role(),
                AssignedRole.Source.PERSON,
                decision.reason() + " (" + caller.name() + ")",
                decisions(site));
        return RestResponse.ResponseBuilder.<View>created(URI.create("/api/evidence/sites/" + site + "/role"))
                .entity(view)
                .build();
    }

    private static String site(String domain) {
        if (domain.length() > 253 || domain.indexOf('.') < 1) {
            throw new InvalidParameter("domain", "is not a domain name");
        }
        return domain.toLowerCase(Locale.ROOT);
    }

    private void insert(String site, Decision decision, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into site_role (site, role, reason, actor, actor_name, at) values (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, site);
            insert.setString(2, decision.role().name());
            insert.setString(3, decision.reason());
            insert.setString(4, caller.subject());
            insert.setString(5, caller.name());
            insert.setTimestamp(6, Timestamp.from(now));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("the role of site " + site + " was not written", e);
        }
    }

    private List<Past> decisions(String site) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select role, reason, actor_name, at from site_role where site = ? order by id desc limit 100")) {
            select.setString(1, site);
            try (ResultSet row = select.executeQuery()) {
                List<Past> decisions = new ArrayList<>();
                while (row.next()) {
                    decisions.add(new Past(
                            SiteRole.valueOf(row.getString(1)),
                            row.getString(2),
                            row.getString(3),
                            row.getTimestamp(4).toInstant()));
                }
                return decisions;
            }
        } catch (SQLException e) {
            throw new StoreFailed("the roles of site " + site + " were not read", e);
        }
    }

    /**
     * @param role what the site is
     * @param reason why, for whoever reads the case later
     */
    @Schema(name = "SiteRoleDecision")
    public record Decision(
            @NotNull SiteRole role,
            @NotBlank @Size(max = 2000) String reason) {}

    /**
     * @param site registrable domain
     * @param by who or what says so
     * @param decisions of people, the last one first
     */
    @Schema(name = "SiteRoleView")
    public record View(String site, SiteRole role, AssignedRole.Source by, String reason, List<Past> decisions) {}

    @Schema(name = "PastSiteRole")
    public record Past(SiteRole role, String reason, String by, Instant at) {}
}
