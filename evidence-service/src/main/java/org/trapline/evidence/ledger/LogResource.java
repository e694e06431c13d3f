package org.trapline.evidence.ledger;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestResponse;

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
}
