package org.trapline.evidence.packets;

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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.matters.MatterAccess;
import org.trapline.evidence.parameters.Parameters;
import org.trapline.messaging.Idempotency;
import org.trapline.messaging.jobs.Jobs;

/** Court packets: asked for, watched, fetched. */
@Path("/api/evidence/packets")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.LEGAL)
public class PacketResource {

    private static final Logger LOG = Logger.getLogger(PacketResource.class);

    private final Packets packets;
    private final PacketAccess access;
    private final PacketStore store;
    private final PacketUpkeep upkeep;
    private final MatterAccess matters;
    private final Jobs jobs;
    private final Idempotency idempotency;
    private final PacketConfig config;
    private final Caller caller;
    private final Clock clock;

    PacketResource(
            Packets packets,
            PacketAccess access,
            PacketStore store,
            PacketUpkeep upkeep,
            MatterAccess matters,
            Jobs jobs,
            Idempotency idempotency,
            PacketConfig config,
            Caller caller,
            Clock clock) {
        this.packets = packets;
        this.access = access;
        this.store = store;
        this.upkeep = upkeep;
        this.matters = matters;
        this.jobs = jobs;
        this.idempotency = idempotency;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    /** Numbers the exhibits and sets a job to write the packet; what it holds is frozen now. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @APIResponseSchema(value = Packet.class, responseCode = "201")
    public RestResponse<Packet> request(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewPacket wanted) {
        matters.require(wanted.matter(), caller.subject());
        UUID id = idempotency.once(caller.subject(), key, "POST /packets " + wanted, () -> {
            packets.holdPrefix(wanted.prefix(), wanted.matter());
            UUID packet = UuidCreator.getTimeOrderedEpoch();
            packets.add(
                    packet,
                    wanted,
                    exhibits(wanted),
                    caller.subject(),
                    caller.name(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            jobs.enqueueNow(PacketJob.KIND, packet);
            LOG.infof("packet asked for packet=%s matter=%s by=%s", packet, wanted.matter(), caller.subject());
            return packet;
        });
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, access.require(id, caller))
                .location(URI.create("/api/evidence/packets/" + id))
                .build();
    }

    private List<UUID> exhibits(NewPacket wanted) {
        List<UUID> found = packets.ofMatter(wanted.matter(), wanted.exhibits());
        if (wanted.exhibits() != null
                && found.size() < Set.copyOf(wanted.exhibits()).size()) {
            List<UUID> strangers =
                    wanted.exhibits().stream().filter(e -> !found.contains(e)).toList();
            throw new PacketRefused(
                    "exhibit-not-in-matter", "Not in matter " + wanted.matter() + ": " + first(strangers));
        }
        if (found.isEmpty()) {
            throw new PacketRefused("empty-packet", "Matter " + wanted.matter() + " has no exhibits");
        }
        if (found.size() > config.exhibits()) {
            throw new PacketRefused(
                    "packet-too-large",
                    found.size() + " exhibits are more than the " + config.exhibits()
                            + " of one packet: name the exhibits and ask for several packets");
        }
        return found;
    }

    private static String first(List<UUID> ids) {
        return ids.size() <= 3 ? ids.toString() : ids.subList(0, 3) + " and " + (ids.size() - 3) + " more";
    }

    /** Packets of the matters that the caller may see, newest first. */
    @GET
    public Page<Packet> packets(
            @QueryParam("matter") @Parameter(schema = @Schema(implementation = UUID.class)) @Nullable String matter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Set<UUID> visible = matters.visibleTo(caller.subject());
        UUID wanted = Parameters.uuid("matter", matter);
        if (wanted != null) {
            visible = visible.contains(wanted) ? Set.of(wanted) : Set.of();
        }
        Cursor behind = Cursor.decode(cursor, 1);
        return Page.of(
                packets.newest(visible, behind == null ? null : behind.uuid(0), limit + 1),
                limit,
                p -> Cursor.of(p.id()),
                p -> p);
    }

    @GET
    @Path("/{id}")
    public Packet packet(@PathParam("id") UUID id) {
        return access.require(id, caller);
    }

    /** The finished file, a zip; its hash is in {@code sha256} of the packet. */
    @GET
    @Path("/{id}/file")
    @Produces("application/zip")
    @APIResponse(
            responseCode = "200",
            description = "The finished file",
            content =
                    @Content(
                            mediaType = "application/zip",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public RestResponse<java.nio.file.Path> file(@PathParam("id") UUID id) throws IOException {
        access.require(id, caller);
        upkeep.tidy(id);
        Packet packet = access.requireReady(id, caller);
        return RestResponse.ResponseBuilder.ok(store.file(id), MediaType.valueOf("application/zip"))
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + packet.firstBates() + "_" + packet.lastBates() + ".zip\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /** Deletes the file. The packet's row stays, with the reason, and so do its numbers and the chains of custody. */
    @DELETE
    @Path("/{id}")
    public void delete(@PathParam("id") UUID id, @QueryParam("reason") @NotBlank @Size(max = 1000) String reason)
            throws IOException {
        access.require(id, caller);
        upkeep.delete(id, reason + " (" + caller.name() + ", " + caller.subject() + ")", Actor.of(caller));
    }
}
