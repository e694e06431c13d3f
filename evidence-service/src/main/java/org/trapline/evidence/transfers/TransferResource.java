package org.trapline.evidence.transfers;

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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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

/** All copies that were handed to somebody outside: each stays open until he names the hash of what he got. */
@Path("/api/evidence/transfers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
@Transactional
public class TransferResource {

    private final TransferRows rows;
    private final ExhibitAccess access;
    private final PacketAccess packets;
    private final CustodyLog custody;
    private final Caller caller;
    private final Clock clock;

    TransferResource(
            TransferRows rows,
            ExhibitAccess access,
            PacketAccess packets,
            CustodyLog custody,
            Caller caller,
            Clock clock) {
        this.rows = rows;
        this.access = access;
        this.packets = packets;
        this.custody = custody;
        this.caller = caller;
        this.clock = clock;
    }

    /** All transfers that the caller may know of, the last first. */
    @GET
    public Page<Transfer> list(
            @QueryParam("open") @DefaultValue("false") boolean open,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return Page.of(
                rows.list(null, null, open, access.visibleMatters(caller), Cursor.decodeId(cursor), limit + 1),
                limit,
                t -> Cursor.of(t.id()),
                t -> t);
    }

    @GET
    @Path("/{id}")
    public Transfer one(@PathParam("id") UUID id) {
        return rows.find(id, access.visibleMatters(caller)).orElseThrow(() -> new NoSuchTransfer(id));
    }

    /**
     * Records what the receiver says that he got. With another hash than that of what was handed over it is an anomaly, and the
     * transfer stays open. Of a packet it is an event of each exhibit in it.
     */
    @POST
    @Path("/{id}/acknowledgement")
    @Consumes(MediaType.APPLICATION_JSON)
    public Transfer acknowledge(@PathParam("id") UUID id, @Valid @NotNull Acknowledgement said) {
        Transfer transfer = one(id);
        byte[] given = Sha256Hex.parse(transfer.sha256());
        byte[] sha256 = Sha256Hex.parse(said.sha256());
        boolean match = MessageDigest.isEqual(sha256, given);
        Instant now = now();
        if (transfer.acknowledgedAt() != null || !rows.acknowledge(id, said, sha256, match, caller, now)) {
            throw new IllegalTransfer("The transfer was acknowledged before");
        }
        custody.append(handedOver(transfer).stream()
                .map(copy -> CustodyEvent.draft(
                                copy.exhibit(),
                                match ? CustodyType.ACKNOWLEDGED : CustodyType.ANOMALY,
                                now,
                                Actor.of(caller))
                        .onBehalfOf(said.receiver())
                        .purpose("acknowledgement of a transfer")
                        .location(copy.location())
                        .custodians(transfer.by(), said.receiver())
                        .hashes(given, sha256, match)
                        .change(match ? null : "the receiver names another SHA-256 than that of what was handed over")
                        .matter(copy.matter())
                        .reference(id)
                        .done())
                .toList());
        return one(id);
    }

    private List<Copy> handedOver(Transfer transfer) {
        if (transfer.packet() != null) {
            Packet packet = packets.require(transfer.packet(), caller);
            return packets.exhibits(packet).stream()
                    .map(exhibit -> new Copy(exhibit, packet.matter(), PacketTransferResource.location(packet)))
                    .toList();
        }
        UUID exhibit = access.require(
                        Objects.requireNonNull(transfer.exhibit(), "it is an exhibit or a packet"), caller)
                .id();
        return List.of(new Copy(exhibit, access.matterOf(exhibit, caller), null));
    }

    /**
     * An exhibit that somebody outside has.
     *
     * @param matter that it was done for; null for an open exhibit
     * @param location the packet that it is in; null when it is by itself
     */
    private record Copy(
            UUID exhibit, @Nullable UUID matter, @Nullable String location) {}

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * @param receiver who says it
     * @param sha256 of what he got, hex
     */
    public record Acknowledgement(
            @NotBlank @Size(max = 500) String receiver,
            @NotBlank String sha256) {}
}
