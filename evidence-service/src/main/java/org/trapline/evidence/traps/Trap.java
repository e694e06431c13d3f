package org.trapline.evidence.traps;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An address or a whole domain that never asked for mail, with the affidavit that says so. */
@Entity
class Trap {

    @Id
    private UUID id;

    private String name;
    private String pool;
    private String operator;
    private @Nullable String address;
    private @Nullable String domain;
    private String affidavit;
    private @Nullable String authority;
    private Instant createdAt;
    private String createdBy;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Trap() {}

    Trap(UUID id, NewTrap wanted, Instant createdAt, String createdBy) {
        this.id = id;
        this.name = wanted.name();
        this.pool = wanted.pool();
        this.operator = wanted.operator();
        this.address = wanted.address();
        this.domain = wanted.domain();
        this.affidavit = wanted.affidavit();
        this.authority = wanted.authority();
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    View view() {
        return new View(id, name, pool, operator, address, domain, affidavit, authority, createdAt);
    }

    /**
     * A trap as callers see it.
     *
     * @param id to be named at intake
     * @param name unique
     * @param pool the set of traps it belongs to: volume is estimated by pool
     * @param operator who runs the mailbox, for example a mail provider
     * @param address the mailbox; null when a whole domain is the trap
     * @param domain the domain; null when one mailbox is the trap
     * @param affidavit reference of the statement that nobody ever consented to mail here
     * @param authority what authorises collection by it: an order, warrant, policy or consent; null when nobody said so
     * @param createdAt when it was entered
     */
    @Schema(name = "Trap")
    record View(
            UUID id,
            String name,
            String pool,
            String operator,
            @Nullable String address,
            @Nullable String domain,
            String affidavit,
            @Nullable String authority,
            Instant createdAt) {}
}
