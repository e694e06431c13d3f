package org.trapline.evidence.ledger;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.trapline.evidence.parameters.InvalidParameter;
import org.trapline.verifier.packet.SigningKey;

/** The log for the world (C2SP tlog-tiles). Nothing in it says what an exhibit holds. */
@Path("/api/evidence/log")
@PermitAll
public class LogResource {

    private final Ledger ledger;

    LogResource(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The signed note of the whole log as it is now. */
    @GET
    @Path("/checkpoint")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    @ResponseHeader(name = "Cache-Control", value = "no-cache")
    public String checkpoint() {
        return ledger.checkpoint().note();
    }

    /** The key that verifies checkpoints, as signed-note writes it. Compare it with one learned elsewhere. */
    @GET
    @Path("/key")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    public String key() {
        return ledger.verifier() + "\n";
    }

    /** SHA-256 of the same key as SubjectPublicKeyInfo, in hex: what a court packet's check is given. */
    @GET
    @Path("/key/fingerprint")
    @Produces(MediaType.TEXT_PLAIN)
    public String fingerprint() {
        return SigningKey.of(ledger.verifier().publicKey()).fingerprint() + "\n";
    }

    /** A tile of hashes, or of entries; 404 for one that the log has not grown to. */
    @GET
    @Path("/tile/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public RestResponse<byte[]> tile(@PathParam("path") String path) {
        TilePath tile = TilePath.parse(path).orElseThrow(() -> new NoSuchTile(path));
        byte[] content = tile.level() == TilePath.ENTRIES ? entries(tile) : hashes(tile);
        return RestResponse.ResponseBuilder.ok(content)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .build();
    }

    /**
     * That the log of the first size is the beginning of the log of the second (RFC 9162 section 2.1.4), up to the newest
     * checkpoint. When there can be none, since the ledger is in doubt, there is no proof either.
     */
    @GET
    @Path("/consistency")
    @Produces(MediaType.APPLICATION_JSON)
    public ConsistencyProof consistency(@QueryParam("first") long first, @QueryParam("second") long second) {
        if (first < 1) {
            throw new InvalidParameter("first", "is not at least 1");
        }
        if (second < first || second > ledger.checkpoint().size()) {
            throw new InvalidParameter("second", "is not between first and the size of the newest checkpoint");
        }
        List<String> path = ledger.consistency(first, second).stream()
                .map(Base64.getEncoder()::encodeToString)
                .toList();
        return new ConsistencyProof(first, second, path);
    }

    private byte[] hashes(TilePath path) {
        return ledger.tile(path.level(), path.index())
                .filter(t -> t.width() >= path.width())
                .orElseThrow(() -> new NoSuchTile(path.toString()))
                .prefix(path.width());
    }

    private byte[] entries(TilePath path) {
        List<byte[]> entries = ledger.entries(path.index() * Tile.FULL, path.width());
        if (entries.size() < path.width()) {
            throw new NoSuchTile(path.toString());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            out.write(entry.length >> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /**
     * A consistency proof of RFC 9162 section 2.1.4.
     *
     * @param first leaves of the smaller tree
     * @param second leaves of the larger tree
     * @param consistency hashes as base64, lowest first; none when the sizes are equal
     */
    public record ConsistencyProof(long first, long second, List<String> consistency) {}
}
