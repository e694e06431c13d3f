package org.trapline.takedown.schedule;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.takedown.PlausibleTime;

/**
 * Whom or what an order is to bind, and to what.
 *
 * @param kind        what it is
 * @param value       a domain or host name (kept as lower-case A-labels), or the name of a company, person or account
 * @param action      what is ordered
 * @param nameservers the name servers to set, for REDIRECT_NS and SINKHOLE only
 * @param deadline    this line's own deadline; the order's when absent
 * @param reasons     the facts that tie this target to the case (DSA Art. 9(2)(a)(ii))
 * @param exhibits    the exhibits that show them
 * @param agent       who is served by hand on behalf of a company, person or account holder
 */
public record Target(
        @NotNull Kind kind,
        @NotBlank @Size(max = 300) String value,
        @NotNull Action action,
        @Size(max = 13) List<@NotBlank String> nameservers,
        @PlausibleTime @Nullable Instant deadline,
        @Size(max = 8000) @Nullable String reasons,
        @Size(max = 1000) List<@NotNull UUID> exhibits,
        @Size(max = 500) @Nullable String agent) {

    public enum Kind {
        DOMAIN,
        HOST,
        COMPANY,
        PERSON,
        ACCOUNT;

        /** A name in the DNS, for which a registrar must act; the others are served by hand. */
        public boolean isName() {
            return this == DOMAIN || this == HOST;
        }
    }

    /** What the order tells the addressee to do. */
    public enum Action {
        /** No delegation is published (clientHold, RFC 5731 section 2.3). */
        HOLD,
        /** Transfer, update and delete are prohibited; the name stays up. */
        LOCK,
        /** The delegation is replaced by the order's name servers. */
        REDIRECT_NS,
        /** As REDIRECT_NS, to servers that answer for the office. */
        SINKHOLE,
        /** Nothing is to be changed or destroyed. */
        PRESERVE_ONLY,
        /** An account's balance is not to be paid out. */
        FREEZE,
        /** A party is to answer the complaint. */
        ANSWER;

        public boolean setsNameservers() {
            return this == REDIRECT_NS || this == SINKHOLE;
        }

        private boolean suits(Kind kind) {
            return switch (this) {
                case HOLD, LOCK, REDIRECT_NS, SINKHOLE -> kind.isName();
                case FREEZE -> kind == Kind.ACCOUNT;
                case ANSWER -> kind == Kind.COMPANY || kind == Kind.PERSON;
                case PRESERVE_ONLY -> true;
            };
        }
    }

    @SuppressWarnings("ConstantValue") // absent JSON members arrive as null
    public Target {
        nameservers = nameservers == null
                ? List.of()
                : nameservers.stream().map(TargetName::aLabels).toList();
        exhibits = exhibits == null ? List.of() : List.copyOf(exhibits);
        if (kind != null && value != null && !value.isBlank()) {
            value = TargetName.canonical(kind, value);
        }
        if (kind != null && action != null && !action.suits(kind)) {
            throw new IllegalArgumentException(action + " cannot be ordered of a " + kind);
        }
    }

    /** Required fields that are empty, relative to this target. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (reasons == null || reasons.isBlank()) {
            missing.add("reasons");
        }
        if (kind.isName() && exhibits.isEmpty()) {
            missing.add("exhibits");
        }
        if (action.setsNameservers() && nameservers.isEmpty()) {
            missing.add("nameservers");
        }
        return missing;
    }

    /** The spelling under which values are compared with those a court entered. */
    public String comparable() {
        return TargetName.comparable(value);
    }
}
