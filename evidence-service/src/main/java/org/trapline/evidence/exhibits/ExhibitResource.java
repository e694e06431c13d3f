package org.trapline.evidence.exhibits;

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
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.evidence.custody.Access;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.TreeHash;

/** One exhibit, for people and other services: what is known of it, its bytes, its proof. */
@Path("/api/evidence/exhibits")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
public class ExhibitResource {

    /** The purpose of a caller who gives none. */
    private static final String RAW = "GET raw";

    private final Exhibits exhibits;
    private final ExhibitAccess access;
    private final RawExhibits raw;
    private final Ledger ledger;
    private final Caller caller;

    ExhibitResource(Exhibits exhibits, ExhibitAccess access, RawExhibits raw, Ledger ledger, Caller caller) {
        this.exhibits = exhibits;
        this.access = access;
        this.raw = raw;
        this.ledger = ledger;
        this.caller = caller;
    }

    @GET
    @Path("/{id}")
    public Exhibit.View exhibit(@PathParam("id") UUID id) {
        return access.withReceipts(access.require(id, caller), caller);
    }

    @GET
    @Path("/by-hash/{sha256}")
    public Exhibit.View exhibitByHash(@PathParam("sha256") String sha256) {
        Exhibit exhibit = exhibits.byHash(Sha256Hex.parse(sha256))
                .filter(e -> access.maySee(e, caller))
                .orElseThrow(() -> new NoSuchExhibit(sha256));
        return access.withReceipts(exhibit, caller);
    }

    /**
     * The exact bytes as they were received, whatever they are: never to be shown by a browser. The custody chain keeps who
     * took them and what for.
     */
    @GET
    @Path("/{id}/raw")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public RestResponse<byte[]> raw(
            @PathParam("id") UUID id, @QueryParam("purpose") @Nullable @Size(max = 1000) String purpose) {
        Exhibit exhibit = access.require(id, caller);
        Access reading = access.reading(exhibit, caller, CustodyType.COPIED, purpose == null ? RAW : purpose);
        String base64 = Base64.getEncoder().encodeToString(exhibit.sha256());
        return RestResponse.ResponseBuilder.ok(raw.read(exhibit, reading), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header("Repr-Digest", "sha-256=:" + base64 + ":")
                .header("ETag", "\"" + exhibit.sha256Hex() + "\"")
                .header("Content-Disposition", "attachment; filename=\"" + exhibit.sha256Hex() + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /** That the exhibit is in the ledger of the newest checkpoint. */
    @GET
    @Path("/{id}/proof")
    public InclusionProof proof(@PathParam("id") UUID id) {
        Exhibit exhibit = access.require(id, caller);
        Checkpoint checkpoint = ledger.checkpoint();
        List<byte[]> path = ledger.inclusion(exhibit.leafIndex(), checkpoint);
        return new InclusionProof(
                exhibit.leafIndex(),
                checkpoint.size(),
                checkpoint.rootHash(),
                Base64.getEncoder().encodeToString(TreeHash.ofLeaf(exhibit.leafData())),
                path.stream().map(Base64.getEncoder()::encodeToString).toList(),
                checkpoint.note());
    }

    /**
     * An inclusion proof of RFC 9162 section 2.1.3; hashes are base64.
     *
     * @param leafIndex place of the leaf
     * @param treeSize leaves of the tree
     * @param rootHash root of the tree
     * @param leafHash RFC 6962 hash of the leaf
     * @param inclusion the audit path, lowest first
     * @param checkpoint the signed note that has size and root
     */
    public record InclusionProof(
            long leafIndex,
            long treeSize,
            String rootHash,
            String leafHash,
            List<String> inclusion,
            String checkpoint) {}
}
