package org.trapline.attribution.lookups;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Where the bytes of an answer become an exhibit. Idempotent by hash, so a deposit may be made again. */
@RegisterRestClient(configKey = "evidence")
@OidcClientFilter
@Path("/api/evidence/exhibits/by-hash")
interface EvidenceDeposits {

    /** @param sha256 of the body, lower-case hex; the service refuses a body of another hash */
    @PUT
    @Path("/{sha256}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_JSON)
    Deposited deposit(
            @PathParam("sha256") String sha256,
            @QueryParam("kind") String kind,
            @QueryParam("matter") UUID matter,
            byte[] body);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Deposited(UUID id, String sha256) {}
}
