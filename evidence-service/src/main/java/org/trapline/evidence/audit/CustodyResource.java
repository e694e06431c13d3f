package org.trapline.evidence.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.InvalidCursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.NoSuchExhibit;

/** The chain of custody of one exhibit. */
@Path("/api/evidence/exhibits/{id}/custody")
public class CustodyResource {

    private final CustodyChains chains;
    private final ExhibitAccess access;
    private final Caller caller;

    CustodyResource(CustodyChains chains, ExhibitAccess access, Caller caller) {
        this.chains = chains;
        this.access = access;
        this.caller = caller;
    }

    /** Oldest event first. Of an event in a matter that the caller may not see, the hash shows, so that the chain holds. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.AUDITOR, Roles.SERVICE})
    public Custody custody(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        CustodyChain chain = chain(id);
        int from = place(Cursor.decode(cursor, 1), chain.entries().size());
        int to = Math.min(from + limit, chain.entries().size());
        Set<UUID> visible = access.visibleMatters(caller);
        List<String> lines = chain.lines(visible);
        List<Entry> entries = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ChainEntry entry = chain.entries().get(i);
            boolean shows = CustodyChain.shows(entry, visible);
            entries.add(new Entry(entry.link().seq(), entry.hashHex(), shows ? lines.get(i) : null));
        }
        String next = to < chain.entries().size() ? Cursor.of(to).encoded() : null;
        return new Custody(entries, next, chain.verify());
    }

    /** All lines at once, as a court packet has them. */
    @GET
    @Produces("application/x-ndjson")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.AUDITOR, Roles.SERVICE})
    public String lines(@PathParam("id") UUID id) {
        return String.join("\n", chain(id).lines(access.visibleMatters(caller))) + "\n";
    }

    /** An auditor may check every chain; of a sealed exhibit it shows little but hashes. */
    private CustodyChain chain(UUID id) {
        if (!caller.hasRole(Roles.AUDITOR)) {
            access.require(id, caller);
        }
        CustodyChain chain = chains.of(id);
        if (chain.entries().isEmpty() && caller.hasRole(Roles.AUDITOR)) {
            throw new NoSuchExhibit(id);
        }
        return chain;
    }

    private static int place(@Nullable Cursor cursor, int size) {
        try {
            int place = cursor == null ? 0 : Integer.parseInt(cursor.key(0));
            if (place < 0 || place > size) {
                throw new InvalidCursor();
            }
            return place;
        } catch (NumberFormatException e) {
            throw new InvalidCursor();
        }
    }

    /**
     * @param items events, oldest first
     * @param next cursor of the next page
     * @param verified what a check of the whole chain found just now
     */
    public record Custody(List<Entry> items, @Nullable String next, CustodyChain.Verdict verified) {}

    /**
     * @param seq number in the chain, from 1
     * @param hash SHA-256, lower-case hex, of the event's canonical form (RFC 8785)
     * @param event the event; null when it belongs to a matter that the caller may not see
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "CustodyEntry")
    public record Entry(
            int seq,
            String hash,

            @JsonRawValue @Schema(implementation = Object.class) @Nullable String event) {}
}
