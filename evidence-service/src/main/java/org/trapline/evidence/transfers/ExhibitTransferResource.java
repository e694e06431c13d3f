package org.trapline.evidence.transfers;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyEvent;
import org.trapline.evidence.custody.CustodyLog;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.exhibits.Sha256Hex;
import org.trapline.messaging.Idempotency;

/** Copies of an exhibit that were handed to somebody outside, by itself or in a court packet. */
@Path("/api/evidence/exhibits/{id}/transfers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
@Transactional
public class ExhibitTransferResource {

    private final TransferRows rows;
    private final ExhibitAccess access;
    private final RawExhibits raw;
    private final CustodyLog custody;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    ExhibitTransferResource(
            TransferRows rows,
            ExhibitAccess access,
            RawExhibits raw,
            CustodyLog custody,
            Idempotency idempotency,
            Caller caller,
            Clock clock) {
        this.rows = rows;
        this.access = access;
        this.raw = raw;
        this.custody = custody;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    /** Records that a copy of the bytes was handed over. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = Transfer.class, responseCode = "201")
    public RestResponse<Transfer> transfer(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull NewTransfer wanted) {
        Exhibit exhibit = access.require(id, caller);
        UUID transfer = idempotency.once(
                caller.subject(), key, "POST /exhibits/" + id + "/transfers " + wanted, () -> enter(exhibit, wanted));
        return RestResponse.ResponseBuilder.<Transfer>created(URI.create("/api/evidence/transfers/" + transfer))
                .entity(rows.find(transfer, access.visibleMatters(caller))
                        .orElseThrow(() -> new NoSuchTransfer(transfer)))
                .build();
    }

    private UUID enter(Exhibit exhibit, NewTransfer wanted) {
        raw.refuseDisposed(exhibit.id());
        byte[] sha256 = Sha256Hex.parse(wanted.sha256());
        if (!MessageDigest.isEqual(sha256, exhibit.sha256())) {
            throw new IllegalTransfer("The SHA-256 is not the exhibit's: what was handed over is something else");
        }
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = now();
        UUID matter = access.matterOf(exhibit.id(), caller);
        rows.add(id, exhibit.id(), null, matter, wanted, sha256, caller, now);
        custody.append(CustodyEvent.draft(exhibit.id(), CustodyType.TRANSFERRED_OUT, now, Actor.of(caller))
                .purpose(wanted.purpose())
                .authority(wanted.authority())
                .custodians(caller.name(), wanted.to())
                .hashes(exhibit.sha256(), sha256, true)
                .matter(matter)
                .reference(id)
                .done());
        return id;
    }

    @GET
    public Page<Transfer> list(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        access.require(id, caller);
        return Page.of(
                rows.list(id, null, false, access.visibleMatters(caller), Cursor.decodeId(cursor), limit + 1),
                limit,
                t -> Cursor.of(t.id()),
                t -> t);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * @param to who got the copy
     * @param purpose why
     * @param authority order, warrant or policy under which it was handed over
     * @param sha256 of the bytes that were handed over, hex, as found on what they were handed over on
     */
    public record NewTransfer(
            @NotBlank @Size(max = 500) String to,
            @NotBlank @Size(max = 2000) String purpose,
            @Nullable @Size(max = 2000) String authority,
            @NotBlank String sha256) {}
}
