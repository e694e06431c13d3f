package org.trapline.verifier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * What the order of a leaf's parts (docs/formats/ledger.md) proves of those that are withheld. Nothing vouches for the kind of
 * such a part, nor that it is one part: a node of the tree over the commitments can stand in the place of all below it.
 */
final class LeafShape {

    private static final List<String> METADATA =
            List.of("exhibit=", "kind=", "media-type=", "received=", "source=", "trap=");
    /** Behind the recipients, of whom there may be any number. */
    private static final List<String> ENVELOPE_END =
            List.of("client-ip=", "client-port=", "helo=", "tls=", "server-host=", "queue-id=");

    private final List<RedactedCopy.Part> parts;
    /** The first part of the raw bytes. */
    private final int raw;
    /** The last part before them that is shown. */
    private final int known;

    /** @throws IllegalArgumentException when no leaf has such parts */
    LeafShape(List<RedactedCopy.Part> parts) {
        this.parts = parts;
        int end = 0;
        int last = -1;
        for (int i = 0; i < parts.size(); i++) {
            byte kind = parts.get(i).kind();
            if (kind < ExhibitContent.RAW_SHA256
                    || kind > ExhibitContent.BODY_BLOCK
                    || (i > 0 && kind < parts.get(i - 1).kind())
                    || (kind == ExhibitContent.RAW_SHA256) != (i == 0)
                    || (kind <= ExhibitContent.METADATA) != (i <= METADATA.size())) {
                throw new IllegalArgumentException("Part " + i + " of a leaf is not of kind " + kind);
            }
            if (kind < ExhibitContent.HEADER_LINE) {
                end = i + 1;
                last = parts.get(i).content() == null ? last : i;
            }
        }
        this.raw = end;
        this.known = last;
        int envelope = end - METADATA.size() - 1;
        if (envelope < 0 || (envelope > 0 && envelope < ENVELOPE_END.size() + 2)) {
            throw new IllegalArgumentException("A leaf has " + METADATA.size()
                    + " parts of metadata, and an envelope of " + (ENVELOPE_END.size() + 2) + " parts or more or none");
        }
        for (int i = 1; i < end; i++) {
            byte[] content = parts.get(i).content();
            if (content != null && !new String(content, StandardCharsets.UTF_8).startsWith(name(i))) {
                throw new IllegalArgumentException("Part " + i + " of a leaf is not " + name(i));
            }
        }
    }

    private String name(int part) {
        if (part <= METADATA.size()) {
            return METADATA.get(part - 1);
        }
        if (part == METADATA.size() + 1) {
            return "mail-from=";
        }
        int fromEnd = raw - part;
        return fromEnd > ENVELOPE_END.size() ? "rcpt-to=" : ENVELOPE_END.get(ENVELOPE_END.size() - fromEnd);
    }

    /** Whether something of the raw bytes may stand where a part is withheld. */
    boolean mayBeRaw(int part) {
        if (part >= raw) {
            return true;
        }
        if (part <= known) {
            return false;
        }
        // The larger half of the tree is complete: with one of its leaves shown, none of them stands for others.
        int single = parts.get(1).content() == null ? 0 : Integer.highestOneBit(parts.size() - 1);
        boolean counted = part <= METADATA.size() || known >= raw - ENVELOPE_END.size();
        return part >= single || !counted;
    }

    /** Whether all of the raw bytes are shown, as their own hash tells. */
    boolean isWhole() {
        byte[] hash = parts.get(0).content();
        MessageDigest digest = TreeHash.sha256();
        for (RedactedCopy.Part part : parts.subList(raw, parts.size())) {
            byte[] content = part.content();
            if (content == null || hash == null) {
                return false;
            }
            digest.update(content);
        }
        return Arrays.equals(hash, digest.digest());
    }
}
