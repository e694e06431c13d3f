package org.trapline.evidence.packets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Roles;
import org.trapline.evidence.audit.CustodyChain;
import org.trapline.evidence.audit.CustodyChains;
import org.trapline.evidence.custody.Access;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.LeafOpenings;
import org.trapline.evidence.exhibits.NoSuchExhibit;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.matters.MatterAccess;
import org.trapline.evidence.redaction.Redactions;
import org.trapline.verifier.RedactedCopy;
import org.trapline.verifier.TreeHash;
import org.trapline.verifier.packet.Opening;

/** Takes exhibits out of the archive for a packet; each taking is an event of the exhibit's chain of custody. */
@ApplicationScoped
class PacketCopies {

    private static final Set<String> SHOWN =
            Set.of("exhibit", "seq", "prevHash", "type", "at", "actorName", "actorRole");

    private final Exhibits exhibits;
    private final ExhibitAccess access;
    private final RawExhibits raw;
    private final Redactions redactions;
    private final LeafOpenings openings;
    private final CustodyChains chains;
    private final MatterAccess matters;
    private final ObjectMapper json;

    PacketCopies(
            Exhibits exhibits,
            ExhibitAccess access,
            RawExhibits raw,
            Redactions redactions,
            LeafOpenings openings,
            CustodyChains chains,
            MatterAccess matters,
            ObjectMapper json) {
        this.exhibits = exhibits;
        this.access = access;
        this.raw = raw;
        this.redactions = redactions;
        this.openings = openings;
        this.chains = chains;
        this.matters = matters;
        this.json = json;
    }

    /**
     * A redacted packet holds what is no mail as it is: it names no trap. Of a first receipt in a matter that the person who
     * asked may not see nothing is shown.
     */
    Copy copy(Packet packet, UUID id) {
        Exhibit exhibit = exhibits.byId(id).orElseThrow(() -> new NoSuchExhibit(id));
        Set<UUID> visible = matters.visibleTo(packet.requestedBySubject());
        Exhibit seen = access.asSeen(List.of(exhibit), new Sight(visible)).get(0);
        Exhibit.Receipt first = access.firstReceipt(id, new Sight(visible)).orElse(null);
        if (packet.redacted() && exhibit.kind().isMail()) {
            RedactedCopy redacted = redactions.copy(exhibit, reading(packet, CustodyType.REDACTED), visible);
            return new Copy(seen, first, redacted.message(), redacted, null);
        }
        byte[] bytes = raw.read(exhibit, reading(packet, CustodyType.EXPORTED));
        LeafOpenings.LeafOpening leaf = openings.of(exhibit, visible);
        return leaf.receiptShown()
                ? new Copy(seen, first, bytes, null, leaf)
                : new Copy(seen, first, bytes, leaf.withoutReceipt(bytes), null);
    }

    private static Access reading(Packet packet, CustodyType type) {
        Actor actor = new Actor(packet.requestedBySubject(), packet.requestedBy(), Roles.LEGAL);
        String purpose = "court packet " + packet.firstBates() + " to " + packet.lastBates();
        return new Access(actor, type, purpose, null, packet.matter(), null, packet.id());
    }

    /**
     * Lines of custody.jsonl; events of matters that the person who asked may not see are hashes. Receipts tell where the
     * mail was caught, and events its hash, so a redacted packet shows of each event who, what and when beside its hash and
     * that of the one before.
     */
    List<String> custody(Packet packet, UUID id) {
        Exhibit exhibit = exhibits.byId(id).orElseThrow(() -> new NoSuchExhibit(id));
        CustodyChain chain = chains.of(id);
        List<String> lines = chain.lines(matters.visibleTo(packet.requestedBySubject()));
        if (!packet.redacted() || !exhibit.kind().isMail()) {
            return lines;
        }
        List<String> redacted = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            redacted.add(redacted(lines.get(i), chain.entries().get(i).hashHex()));
        }
        return redacted;
    }

    private String redacted(String line, String hash) {
        try {
            ObjectNode event = (ObjectNode) json.readTree(line);
            return json.writeValueAsString(event.retain(SHOWN).put("eventHash", hash));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A custody event is JSON", e);
        }
    }

    /**
     * An exhibit as it goes into a packet.
     *
     * @param exhibit as whoever asked for the packet sees it
     * @param first the first receipt that the same may know of
     * @param bytes what the packet shows
     * @param redacted the parts of the leaf, where some are withheld
     * @param leaf what opens the leaf, where none is
     */
    record Copy(
            Exhibit exhibit,
            Exhibit.@Nullable Receipt first,
            byte[] bytes,
            @Nullable RedactedCopy redacted,
            LeafOpenings.@Nullable LeafOpening leaf) {

        /** Whether the bytes are those that were received. */
        boolean isComplete() {
            return redacted == null || redacted.isWhole();
        }

        /** The From header, as the bytes in the packet show it. */
        String sender() {
            return exhibit.kind().isMail()
                    ? Objects.requireNonNullElse(
                            MailParser.parseOrUnreadable(bytes).from(), "")
                    : "";
        }

        /** The subject, as the bytes in the packet show it. */
        String subject() {
            return exhibit.kind().isMail()
                    ? Objects.requireNonNullElse(
                            MailParser.parseOrUnreadable(bytes).subject(), "")
                    : "";
        }

        /** Of the bytes in the packet, lower-case hex. */
        String sha256() {
            return HexFormat.of().formatHex(TreeHash.sha256().digest(bytes));
        }

        Opening opening(String bates, long offset, List<byte[]> inclusion) {
            return new Opening(
                    bates,
                    exhibit.id(),
                    sha256(),
                    offset,
                    bytes.length,
                    exhibit.kind().isMail(),
                    leaf == null ? null : leaf.metadata(),
                    leaf == null ? null : leaf.envelope(),
                    leaf == null ? null : base64(leaf.secret()),
                    redacted == null ? null : redacted.parts(),
                    exhibit.leafIndex(),
                    inclusion.stream().map(Copy::base64).toList());
        }

        private static @Nullable String base64(byte @Nullable [] bytes) {
            return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
        }
    }
}
