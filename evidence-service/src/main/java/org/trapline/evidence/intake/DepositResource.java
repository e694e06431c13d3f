package org.trapline.evidence.intake;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.NoSuchExhibit;
import org.trapline.evidence.exhibits.Sha256Hex;
import org.trapline.evidence.mail.Uploads;
import org.trapline.evidence.matters.MatterAccess;
import org.trapline.evidence.parameters.Parameters;

/** Takes what the other services and people deposit: one exhibit, named by the hash of its bytes. */
@Path("/api/evidence/exhibits")
@Produces(MediaType.APPLICATION_JSON)
public class DepositResource {

    /** What may stand in a WARC header; anything else is kept as plain bytes. */
    private static final Pattern PLAIN_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}");

    private final Recorder recorder;
    private final PacedBodies bodies;
    private final Memory memory;
    private final Exhibits exhibits;
    private final ExhibitAccess access;
    private final MatterAccess matters;
    private final IntakeConfig config;
    private final Caller caller;
    private final Clock clock;

    DepositResource(
            Recorder recorder,
            PacedBodies bodies,
            Memory memory,
            Exhibits exhibits,
            ExhibitAccess access,
            MatterAccess matters,
            IntakeConfig config,
            Caller caller,
            Clock clock) {
        this.recorder = recorder;
        this.bodies = bodies;
        this.memory = memory;
        this.exhibits = exhibits;
        this.access = access;
        this.matters = matters;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    /** Idempotent: the same bytes are the same exhibit, each deposit is a receipt of it. */
    @PUT
    @Path("/by-hash/{sha256}")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.SERVICE, Roles.INVESTIGATOR, Roles.LEGAL})
    public Exhibit.View deposit(
            @PathParam("sha256") String sha256,
            @QueryParam("kind") @Parameter(schema = @Schema(implementation = ExhibitKind.class)) @Nullable String kindName,
            @QueryParam("matter") @Parameter(schema = @Schema(implementation = UUID.class)) @Nullable String matterId,
            @Context HttpHeaders headers,
            InputStream body)
            throws IOException {
        byte[] expected = Sha256Hex.parse(sha256);
        ExhibitKind kind = Parameters.oneOf(ExhibitKind.class, "kind", kindName);
        UUID matter = Parameters.uuid("matter", matterId);
        if (kind == ExhibitKind.TRAP_MESSAGE) {
            throw new RefusedUpload("kind-not-deposited", "Trap messages come in by the intake");
        }
        if (kind == ExhibitKind.CUSTODY_JOURNAL) {
            throw new RefusedUpload("kind-not-deposited", "The platform alone records journals of custody");
        }
        if (kind != ExhibitKind.DOCUMENT && !caller.hasRole(Roles.SERVICE)) {
            throw new ForbiddenException("People deposit documents only");
        }
        if (matter != null && !caller.hasRole(Roles.SERVICE)) {
            matters.require(matter, caller.subject());
        }
        try (Memory.Share room = memory.share()) {
            byte[] raw = read(body, room);
            if (raw.length == 0 || raw.length > config.messageSize()) {
                throw new RefusedUpload(
                        raw.length == 0 ? "no-message" : "message-too-large",
                        "A deposit has between 1 and " + config.messageSize() + " bytes");
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Received received = Received.of(raw, now, provenance(kind, matter, headers.getMediaType(), now), null);
            if (!MessageDigest.isEqual(expected, received.sha256())) {
                throw new RefusedUpload("hash-differs", "The body has another SHA-256 than the path says");
            }
            recorder.record(List.of(received));
        }
        return access.seenBy(caller, exhibits.byHash(expected).orElseThrow(() -> new NoSuchExhibit(sha256)));
    }

    /** At most a byte more than is allowed. */
    private byte[] read(InputStream body, Memory.Share room) throws IOException {
        try (PacedBody paced = bodies.open(body)) {
            return Uploads.read(paced, config.messageSize() + 1, room::hold);
        } catch (PacedBody.SlowSender e) {
            throw new UploadTooSlow(UuidCreator.getTimeOrderedEpoch(), 0);
        }
    }

    private Provenance provenance(ExhibitKind kind, @Nullable UUID matter, @Nullable MediaType type, Instant now) {
        String mediaType = type == null ? "" : type.getType() + "/" + type.getSubtype();
        return new Provenance(
                UuidCreator.getTimeOrderedEpoch(),
                now,
                kind,
                PLAIN_TYPE.matcher(mediaType).matches() ? mediaType : MediaType.APPLICATION_OCTET_STREAM,
                "deposit",
                null,
                matter,
                caller.subject(),
                caller.name());
    }
}
