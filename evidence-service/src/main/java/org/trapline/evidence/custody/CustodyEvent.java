package org.trapline.evidence.custody;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event other than a receipt. Fields that do not apply are null.
 *
 * @param exhibit what it happened to
 * @param type what happened
 * @param at when, to the microsecond
 * @param actor who did it
 * @param onBehalfOf for whom
 * @param purpose why
 * @param authority order, warrant or policy under which it was done
 * @param location where the bytes were, or the system that held them
 * @param fromCustodian who gave them
 * @param toCustodian who has them, or a copy, from then on
 * @param hashBefore SHA-256 that the bytes should have
 * @param hashAfter SHA-256 that they were found to have, or that the result has
 * @param match whether they were the bytes that were received
 * @param tool what did it
 * @param toolVersion which version of it
 * @param change what was changed, with its justification, where bytes differ
 * @param counterSignature of a second person, where one is needed
 * @param matter the matter that it was done for: the event shows to those alone who may see the matter
 * @param reference the hold, disposal, packet or other record that it belongs to
 */
public record CustodyEvent(
        UUID exhibit,
        CustodyType type,
        Instant at,
        Actor actor,
        @Nullable String onBehalfOf,
        @Nullable String purpose,
        @Nullable String authority,
        @Nullable String location,
        @Nullable String fromCustodian,
        @Nullable String toCustodian,
        byte @Nullable [] hashBefore,
        byte @Nullable [] hashAfter,
        @Nullable Boolean match,
        @Nullable String tool,
        @Nullable String toolVersion,
        @Nullable String change,
        @Nullable String counterSignature,
        @Nullable UUID matter,
        @Nullable UUID reference)
        implements Link.Linked {

    @Override
    public String line(int seq, byte @Nullable [] previous) {
        return new Canonical()
                .put("actor", actor.subject())
                .put("actorName", actor.name())
                .put("actorRole", actor.role())
                .put("at", at)
                .put("authority", authority)
                .put("change", change)
                .put("counterSignature", counterSignature)
                .put("exhibit", exhibit)
                .put("fromCustodian", fromCustodian)
                .put("hashAfter", hashAfter)
                .put("hashBefore", hashBefore)
                .put("location", location)
                .put("match", match)
                .put("matter", matter)
                .put("onBehalfOf", onBehalfOf)
                .put("prevHash", previous)
                .put("purpose", purpose)
                .put("reference", reference)
                .put("seq", seq)
                .put("toCustodian", toCustodian)
                .put("tool", tool)
                .put("toolVersion", toolVersion)
                .put("type", type)
                .done();
    }

    /** Starts an event; what is not said stays null. */
    public static Draft draft(UUID exhibit, CustodyType type, Instant at, Actor actor) {
        return new Draft(exhibit, type, at.truncatedTo(ChronoUnit.MICROS), actor);
    }

    /** An event in the making. */
    public static final class Draft {

        private final UUID exhibit;
        private final CustodyType type;
        private final Instant at;
        private final Actor actor;
        private @Nullable String onBehalfOf;
        private @Nullable String purpose;
        private @Nullable String authority;
        private @Nullable String location;
        private @Nullable String fromCustodian;
        private @Nullable String toCustodian;
        private byte @Nullable [] hashBefore;
        private byte @Nullable [] hashAfter;
        private @Nullable Boolean match;
        private @Nullable String tool;
        private @Nullable String toolVersion;
        private @Nullable String change;
        private @Nullable String counterSignature;
        private @Nullable UUID matter;
        private @Nullable UUID reference;

        private Draft(UUID exhibit, CustodyType type, Instant at, Actor actor) {
            this.exhibit = exhibit;
            this.type = type;
            this.at = at;
            this.actor = actor;
        }

        public Draft onBehalfOf(@Nullable String value) {
            onBehalfOf = value;
            return this;
        }

        public Draft purpose(@Nullable String value) {
            purpose = value;
            return this;
        }

        public Draft authority(@Nullable String value) {
            authority = value;
            return this;
        }

        public Draft location(@Nullable String value) {
            location = value;
            return this;
        }

        public Draft custodians(@Nullable String from, @Nullable String to) {
            fromCustodian = from;
            toCustodian = to;
            return this;
        }

        public Draft hashes(byte @Nullable [] before, byte @Nullable [] after, @Nullable Boolean matches) {
            hashBefore = before;
            hashAfter = after;
            match = matches;
            return this;
        }

        public Draft tool(@Nullable String name, @Nullable String version) {
            tool = name;
            toolVersion = version;
            return this;
        }

        public Draft change(@Nullable String value) {
            change = value;
            return this;
        }

        public Draft counterSignature(@Nullable String value) {
            counterSignature = value;
            return this;
        }

        public Draft matter(@Nullable UUID value) {
            matter = value;
            return this;
        }

        public Draft reference(@Nullable UUID value) {
            reference = value;
            return this;
        }

        public CustodyEvent done() {
            return new CustodyEvent(
                    exhibit,
                    type,
                    at,
                    actor,
                    onBehalfOf,
                    purpose,
                    authority,
                    location,
                    fromCustodian,
                    toCustodian,
                    hashBefore,
                    hashAfter,
                    match,
                    tool,
                    toolVersion,
                    change,
                    counterSignature,
                    matter,
                    reference);
        }
    }
}
