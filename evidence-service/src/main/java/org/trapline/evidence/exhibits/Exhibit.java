package org.trapline.evidence.exhibits;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Collector;
import org.trapline.evidence.vault.Location;

/**
 * An exhibit as its row has it.
 *
 * @param id UUIDv7
 * @param leafIndex place in the ledger
 * @param kind what it is
 * @param sha256 of the raw bytes
 * @param size of the raw bytes
 * @param receivedAt the first receipt
 * @param mediaType of the raw bytes
 * @param location in the vault
 * @param leafData what the ledger's leaf was made of
 * @param subject of a message
 * @param sender From header of a message
 * @param sentAt Date header of a message; senders forge it
 * @param defects what is wrong with the message
 * @param sites the registrable domains it links to
 * @param blocked whether its bytes were found changed
 * @param parser name and version of what read subject, sender, sentAt, defects and sites out of the bytes
 */
public record Exhibit(
        UUID id,
        long leafIndex,
        ExhibitKind kind,
        byte[] sha256,
        long size,
        Instant receivedAt,
        String mediaType,
        Location location,
        byte[] leafData,
        @Nullable String subject,
        @Nullable String sender,
        @Nullable Instant sentAt,
        List<String> defects,
        List<String> sites,
        boolean blocked,
        String parser) {

    public String sha256Hex() {
        return HexFormat.of().formatHex(sha256);
    }

    Exhibit receivedAt(Instant seen) {
        return new Exhibit(
                id, leafIndex, kind, sha256, size, seen, mediaType, location, leafData, subject, sender, sentAt,
                defects, sites, blocked, parser);
    }

    /** As callers see it in a list, which leaves receipts and restrictions out. */
    public View view() {
        return view(null, null);
    }

    View view(@Nullable List<Receipt> receipts, @Nullable List<RestrictionResource.Kind> restricted) {
        return new View(
                id,
                kind,
                sha256Hex(),
                size,
                receivedAt,
                leafIndex,
                defects,
                subject,
                sender,
                sentAt,
                sites,
                parser,
                receipts,
                restricted);
    }

    /**
     * @param from the message's From header
     * @param date the message's Date header
     * @param restricted why the raw bytes need a second person, if they do; {@code /restriction} tells more
     * @see Exhibit for the other fields
     */
    @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
    @Schema(name = "Exhibit")
    public record View(
            UUID id,
            ExhibitKind kind,
            String sha256,
            long size,
            Instant receivedAt,
            long leafIndex,
            List<String> defects,
            @Nullable String subject,
            @Nullable String from,
            @Nullable Instant date,
            List<String> sites,
            String parser,
            @Nullable List<Receipt> receipts,
            @Nullable List<RestrictionResource.Kind> restricted) {}

    /**
     * One time that the exhibit was handed in.
     *
     * @param at when
     * @param source where it came from, as the sender said
     * @param trap the trap that it came in by
     * @param batch the intake it was part of
     * @param actor name of the person or service that handed it in
     * @param authority what authorised the collection, as it was stated at the intake or with the trap
     * @param collector what took it in; null in a receipt that is older than this record
     * @param envelope how SMTP handed it over; null when it came another way
     */
    public record Receipt(
            Instant at,
            String source,
            @Nullable UUID trap,
            UUID batch,
            String actor,
            @Nullable String authority,
            @Nullable Collector collector,
            @Nullable Envelope envelope) {}

    /**
     * What a rebuild of the search index needs beside the exhibit.
     *
     * @param traps of all receipts
     * @param matters that it is in
     * @param open whether a receipt is without a matter
     * @param lastAt its last receipt or addition to a matter
     */
    public record Memberships(Set<UUID> traps, Set<UUID> matters, boolean open, Instant lastAt) {}
}
