package org.trapline.takedown.notices;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What one registrar is told of one order: one notice for all its names, by e-mail and in the portal. */
@Entity
@Table(name = "notice")
class Notice {

    @Id
    private UUID id;

    @Version
    private long version;

    private UUID orderId;
    private UUID matter;
    private String registrar;

    /** 1, and more only when a name's registrar was found after the notice had gone out. */
    private int part;

    private @Nullable String registrarName;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> recipients;

    @Enumerated(EnumType.STRING)
    private Channel channel;

    @Enumerated(EnumType.STRING)
    private Delivery delivery;

    private String document;
    private String documentSha256;
    private @Nullable UUID documentExhibit;
    private String scheduleCsv;
    private Instant createdAt;
    private int attempts;
    private @Nullable Instant attemptedAt;
    private @Nullable Instant sentAt;
    private @Nullable String proof;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Acknowledgement acknowledgement;

    enum Channel {
        EMAIL,
        PORTAL
    }

    enum Delivery {
        /** Not sent yet, or on its way. */
        QUEUED,
        /** Taken by the recipient's mail server, or put into the portal where that is the only channel. */
        SENT,
        /** Refused for good by the recipient's mail server. */
        BOUNCED,
        /** The order ended before the notice went out. */
        WITHDRAWN
    }

    /**
     * @param by        the token's subject, or "capability" for whoever held the link
     * @param reference the registrar's own ticket number
     */
    record Acknowledgement(Instant at, String by, @Nullable String reference) {}

    protected Notice() {}

    Notice(NoticeText text, UUID matter, int part, Instant at) {
        this.id = text.id();
        this.orderId = text.order();
        this.matter = matter;
        this.part = part;
        this.registrar = text.to().registrar();
        this.registrarName = text.to().name();
        this.recipients = text.to().abuse();
        this.channel = text.to().portal() ? Channel.PORTAL : Channel.EMAIL;
        this.delivery = Delivery.QUEUED;
        this.document = text.document();
        this.documentSha256 = text.sha256();
        this.scheduleCsv = text.csv();
        this.createdAt = at;
    }

    void deposited(UUID exhibit) {
        documentExhibit = exhibit;
    }

    /** @return the number of the attempt that begins now */
    int attempt(Instant at) {
        attempts++;
        attemptedAt = at;
        return attempts;
    }

    void sent(@Nullable String reply, Instant at) {
        delivery = Delivery.SENT;
        proof = reply;
        sentAt = at;
    }

    void bounced(String reply) {
        delivery = Delivery.BOUNCED;
        proof = reply;
    }

    void withdraw() {
        delivery = Delivery.WITHDRAWN;
    }

    /** @return false when it had been acknowledged before: nothing changes then */
    boolean acknowledge(Acknowledgement made) {
        if (acknowledgement != null) {
            return false;
        }
        acknowledgement = made;
        return true;
    }

    UUID id() {
        return id;
    }

    UUID orderId() {
        return orderId;
    }

    UUID matter() {
        return matter;
    }

    String registrar() {
        return registrar;
    }

    int part() {
        return part;
    }

    @Nullable String registrarName() {
        return registrarName;
    }

    List<String> recipients() {
        return recipients;
    }

    Channel channel() {
        return channel;
    }

    Delivery delivery() {
        return delivery;
    }

    String document() {
        return document;
    }

    String documentSha256() {
        return documentSha256;
    }

    @Nullable UUID documentExhibit() {
        return documentExhibit;
    }

    String scheduleCsv() {
        return scheduleCsv;
    }

    Instant createdAt() {
        return createdAt;
    }

    int attempts() {
        return attempts;
    }

    @Nullable Instant sentAt() {
        return sentAt;
    }

    @Nullable String proof() {
        return proof;
    }

    @Nullable Acknowledgement acknowledgement() {
        return acknowledgement;
    }
}
