package org.trapline.takedown.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Evidence-service's API as this service calls it, with its own client credentials. */
@Path("/api/evidence/exhibits")
@RegisterRestClient(configKey = "evidence")
@OidcClientFilter
interface EvidenceClient {

    @PUT
    @Path("by-hash/{sha256}")
    @Consumes("application/octet-stream")
    Exhibit deposit(
            @RestPath String sha256, @QueryParam("kind") String kind, @QueryParam("matter") UUID matter, byte[] bytes);

    @GET
    @Path("{id}")
    Exhibit get(@RestPath UUID id);

    /** What this service reads of an exhibit. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Exhibit(UUID id, @Nullable String sha256) {}
}
