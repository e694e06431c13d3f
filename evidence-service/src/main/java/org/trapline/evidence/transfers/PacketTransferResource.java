package org.trapline.evidence.transfers;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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
import java.util.Objects;
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
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.Sha256Hex;
import org.trapline.evidence.packets.Packet;
import org.trapline.evidence.packets.PacketAccess;
import org.trapline.messaging.Idempotency;

/**
 * Court packets that were handed to somebody outside. What is compared is the hash of the packet's file, so that of a redacted
 * packet nobody has to know the hash of an original.
 */
@Path("/api/evidence/packets/{id}/transfers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.LEGAL)
@Transactional
public class PacketTransferResource {

    private final TransferRows rows;
    private final PacketAccess packets;
    private final ExhibitAccess access;
    private final CustodyLog custody;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    PacketTransferResource(
            TransferRows rows,
            PacketAccess packets,
            ExhibitAccess access,
            CustodyLog custody,
            Idempotency idempotency,
            Caller caller,
            Clock clock) {
        this.rows = rows;
        this.packets = packets;
        this.access = access;
        this.custody = custody;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    /** Records that the packet's file was handed over. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = Transfer.class, responseCode = "201")
    public RestResponse<Transfer> transfer(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull ExhibitTransferResource.NewTransfer wanted) {
        packets.require(id, caller);
        UUID transfer = idempotency.once(
                caller.subject(), key, "POST /packets/" + id + "/transfers " + wanted, () -> enter(id, wanted));
        return RestResponse.ResponseBuilder.<Transfer>created(URI.create("/api/evidence/transfers/" + transfer))
                .entity(rows.find(transfer, access.visibleMatters(caller))
                        .orElseThrow(() -> new NoSuchTransfer(transfer)))
                .build();
    }

    private UUID enter(UUID packetId, ExhibitTransferResource.NewTransfer wanted) {
        Packet packet = packets.requireReady(packetId, caller);
        byte[] file = Sha256Hex.parse(Objects.requireNonNull(packet.sha256(), "a finished packet has a hash"));
        byte[] sha256 = Sha256Hex.parse(wanted.sha256());
        if (!MessageDigest.isEqual(sha256, file)) {
            throw new IllegalTransfer(
                    "The SHA-256 is not that of the packet's file: what was handed over is something else");
        }
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        rows.add(id, null, packet.id(), packet.matter(), wanted, sha256, caller, now);
        custody.append(packets.exhibits(packet).stream()
                .map(exhibit -> CustodyEvent.draft(exhibit, CustodyType.TRANSFERRED_OUT, now, Actor.of(caller))
                        .purpose(wanted.purpose())
                        .authority(wanted.authority())
                        .location(location(packet))
                        .custodians(caller.name(), wanted.to())
                        .hashes(file, sha256, true)
                        .matter(packet.matter())
                        .reference(id)
                        .done())
                .toList());
        return id;
    }

    @GET
    public Page<Transfer> list(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        packets.require(id, caller);
        return Page.of(
                rows.list(null, id, false, access.visibleMatters(caller), Cursor.decodeId(cursor), limit + 1),
                limit,
                t -> Cursor.of(t.id()),
                t -> t);
    }

    /** How an event names the packet that the hashes are of. */
    static String location(Packet packet) {
        return "court packet " + packet.id() + ", " + packet.firstBates() + " to " + packet.lastBates();
    }
}
