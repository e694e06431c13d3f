package org.trapline.evidence.redaction;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.RedactedCopy;

/** Copies for the world: they do not say which trap a message came to. */
@Path("/api/evidence/exhibits/{id}/redacted")
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
public class RedactionResource {

    private static final String PURPOSE = "redacted copy";

    private final Redactions redactions;
    private final ExhibitAccess access;
    private final Ledger ledger;
    private final Caller caller;

    RedactionResource(Redactions redactions, ExhibitAccess access, Ledger ledger, Caller caller) {
        this.redactions = redactions;
        this.access = access;
        this.ledger = ledger;
        this.caller = caller;
    }

    /**
     * The parts of the message, shown with their salts or left out with their commitments, and the proof that their root is in
     * the log: docs/formats/ledger.md.
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Copy redacted(@PathParam("id") UUID id, @QueryParam("purpose") @Nullable @Size(max = 1000) String purpose) {
        Exhibit exhibit = access.require(id, caller);
        RedactedCopy copy = copy(exhibit, purpose);
        Checkpoint checkpoint = ledger.checkpoint();
        return new Copy(
                copy.parts(),
                exhibit.leafIndex(),
                ledger.inclusion(exhibit.leafIndex(), checkpoint).stream()
                        .map(Base64.getEncoder()::encodeToString)
                        .toList(),
                checkpoint.note());
    }

    /** The message with a mark in place of each part that is left out. Hostile all the same: never to be shown by a browser. */
    @GET
    @Produces("message/rfc822")
    public RestResponse<byte[]> message(
            @PathParam("id") UUID id, @QueryParam("purpose") @Nullable @Size(max = 1000) String purpose) {
        byte[] message = copy(access.require(id, caller), purpose).message();
        return RestResponse.ResponseBuilder.ok(message)
                .header("Content-Disposition", "attachment; filename=\"" + id + ".eml\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private RedactedCopy copy(Exhibit exhibit, @Nullable String purpose) {
        return redactions.copy(
                exhibit,
                access.reading(exhibit, caller, CustodyType.REDACTED, purpose == null ? PURPOSE : purpose),
                access.visibleMatters(caller));
    }

    /**
     * A redacted copy with its proof (RFC 9162 section 2.1.3).
     *
     * @param parts in the leaf's order
     * @param leafIndex place of the leaf in the log
     * @param inclusion the audit path as base64, lowest first
     * @param checkpoint the signed note that the path leads to
     */
    @Schema(name = "RedactedCopy")
    public record Copy(List<RedactedCopy.Part> parts, long leafIndex, List<String> inclusion, String checkpoint) {}
}
