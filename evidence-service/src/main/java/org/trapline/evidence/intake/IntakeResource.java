package org.trapline.evidence.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.mail.MalformedUpload;
import org.trapline.evidence.mail.MboxDialect;
import org.trapline.evidence.mail.MessageStream;
import org.trapline.evidence.mail.UploadLimits;
import org.trapline.evidence.mail.Uploads;
import org.trapline.evidence.matters.MatterAccess;
import org.trapline.evidence.parameters.Parameters;
import org.trapline.evidence.traps.Traps;

/** Takes mail: the answer means that all of it is durable, in the ledger and under a signed checkpoint. */
@Path("/api/evidence/intake")
@RolesAllowed(Roles.INVESTIGATOR)
@Consumes({Uploads.MESSAGE, Uploads.MBOX, Uploads.ZIP, Uploads.TAR, Uploads.GZIP})
public class IntakeResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final int RECEIPTS_AT_ONCE = 1000;

    private final Recorder recorder;
    private final PacedBodies bodies;
    private final Memory memory;
    private final Receipts receipts;
    private final Ledger ledger;
    private final Traps traps;
    private final MatterAccess matters;
    private final IntakeConfig config;
    private final Caller caller;
    private final Clock clock;
    private final ObjectMapper json;
    private final Semaphore slots;

    IntakeResource(
            Recorder recorder,
            PacedBodies bodies,
            Memory memory,
            Receipts receipts,
            Ledger ledger,
            Traps traps,
            MatterAccess matters,
            IntakeConfig config,
            Caller caller,
            Clock clock,
            ObjectMapper json) {
        this.recorder = recorder;
        this.bodies = bodies;
        this.memory = memory;
        this.receipts = receipts;
        this.ledger = ledger;
        this.traps = traps;
        this.matters = matters;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
        this.json = json;
        this.slots = new Semaphore(config.concurrent());
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public IntakeSummary take(@Context HttpHeaders headers, @Valid @BeanParam Origin origin, InputStream body)
            throws IOException {
        return record(headers.getMediaType(), origin, body);
    }

    /** The same with a line for each message, in the order of the upload, before the summary's. */
    @POST
    @Produces(NDJSON)
    public StreamingOutput takeWithReceipts(
            @Context HttpHeaders headers, @Valid @BeanParam Origin origin, InputStream body) throws IOException {
        IntakeSummary summary = record(headers.getMediaType(), origin, body);
        return out -> {
            Receipts.Run run = receipts.after(summary.batch(), 0, RECEIPTS_AT_ONCE);
            while (!run.receipts().isEmpty()) {
                for (MessageReceipt receipt : run.receipts()) {
                    out.write(json.writeValueAsBytes(receipt));
                    out.write('\n');
                }
                run = receipts.after(summary.batch(), run.last(), RECEIPTS_AT_ONCE);
            }
            out.write(json.writeValueAsBytes(summary));
            out.write('\n');
        };
    }

    private IntakeSummary record(@Nullable MediaType type, Origin origin, InputStream body) throws IOException {
        if (type == null) {
            throw new NotSupportedException("Content-Type is missing");
        }
        UUID trap = Parameters.uuid("trap", origin.trap);
        UUID matter = Parameters.uuid("matter", origin.matter);
        MboxDialect dialect = Parameters.oneOf(MboxDialect.class, "mbox", origin.mbox);
        if (trap != null && !traps.exists(trap)) {
            throw new RefusedUpload("unknown-trap", "There is no trap " + trap);
        }
        if (matter != null) {
            matters.require(matter, caller.subject());
        }
        if (!slots.tryAcquire()) {
            throw TooManyIntakes.running(config.concurrent());
        }
        try {
            String mediaType = type.getType() + "/" + type.getSubtype();
            return record(mediaType, dialect, provenance(origin, trap, matter), body);
        } finally {
            slots.release();
        }
    }

    private IntakeSummary record(String mediaType, MboxDialect dialect, Provenance provenance, InputStream body)
            throws IOException {
        Memory.Share room = memory.share();
        Intake intake = new Intake(provenance, recorder, config, clock, room);
        int skipped;
        UploadLimits limits =
                new UploadLimits(config.messageSize(), config.entries(), config.expansion(), dialect, room::hold);
        // Given back first: to close the body may take as long as the rest of it.
        try (PacedBody paced = bodies.open(body);
                room) {
            try (MessageStream messages = Uploads.open(mediaType, paced, limits)) {
                intake.take(messages);
                skipped = messages.skipped();
            } catch (MalformedUpload e) {
                throw new IntakeInterrupted(provenance.batch(), 0, e);
            }
        } catch (PacedBody.SlowSender e) {
            throw new UploadTooSlow(provenance.batch(), intake.received());
        }
        if (intake.received() == 0) {
            throw new RefusedUpload("no-message", "The body is empty or holds no message");
        }
        return IntakeSummary.of(provenance.batch(), intake, skipped, ledger.checkpoint());
    }

    private Provenance provenance(Origin origin, @Nullable UUID trap, @Nullable UUID matter) {
        String authority = origin.authority;
        if (authority == null && trap != null) {
            authority = traps.authority(trap).orElse(null);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Provenance(
                UuidCreator.getTimeOrderedEpoch(),
                now,
                ExhibitKind.TRAP_MESSAGE,
                Uploads.MESSAGE,
                origin.source,
                trap,
                matter,
                caller.subject(),
                caller.name(),
                authority);
    }

    /** Where an upload comes from. */
    public static class Origin {

        /** The trap that the mail came to. */
        @QueryParam("trap")
        @Parameter(schema = @Schema(implementation = UUID.class))
        @Nullable String trap;

        /** How the mboxes in the upload were written, where the uploader knows. */
        @QueryParam("mbox")
        @DefaultValue("AUTO")
        @Parameter(schema = @Schema(implementation = MboxDialect.class))
        String mbox = "AUTO";

        /** What the sender calls the source, for example a file name. */
        @QueryParam("source")
        @DefaultValue("upload")
        @Pattern(regexp = "\\P{Cntrl}{1,500}", message = "has 1 to 500 characters and no control characters") String source = "upload";

        /** The matter that the exhibits are added to: one that the caller may see. */
        @QueryParam("matter")
        @Parameter(schema = @Schema(implementation = UUID.class))
        @Nullable String matter;

        /** What authorises the collection: an order, warrant, policy or consent. That of the trap where none is given. */
        @QueryParam("authority")
        @Pattern(regexp = Traps.AUTHORITY, message = Traps.AUTHORITY_SAYS) @Nullable String authority;
    }
}
