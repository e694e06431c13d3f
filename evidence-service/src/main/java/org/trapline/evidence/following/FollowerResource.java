package org.trapline.evidence.following;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Roles;

/** An administrator sees whether what is derived from the ledger keeps up. */
@Path("/api/evidence/followers")
@Produces(MediaType.APPLICATION_JSON)
public class FollowerResource {

    private final Followers followers;

    FollowerResource(Followers followers) {
        this.followers = followers;
    }

    /** How far search, findings, campaigns and publishing are behind the ledger. */
    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
    public Standings standings() {
        return new Standings(followers.standings());
    }

    public record Standings(List<Standing> items) {}

    /**
     * How a follower stands.
     *
     * @param name of the follower
     * @param behind leaves or receipts that it has yet to follow
     * @param failures tries in a row that failed
     * @param fault kind of the last failure; null when the last try went well
     */
    @Schema(name = "FollowerStanding")
    public record Standing(
            String name,
            long behind,
            int failures,
            @Nullable String fault) {}
}
