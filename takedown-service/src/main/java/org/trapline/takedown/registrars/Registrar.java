package org.trapline.takedown.registrars;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What the office knows of a registrar beside what RDAP says. */
@Entity
@Table(name = "registrar")
class Registrar {

    @Id
    private String ianaId;

    @Version
    private long version;

    private String name;
    private @Nullable String country;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> abuseContacts;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Channel> channels;

    private @Nullable String reach;

    /** How it takes notices. */
    enum Channel {
        EMAIL,
        PORTAL
    }

    protected Registrar() {}

    Registrar(
            String ianaId,
            String name,
            @Nullable String country,
            List<String> abuseContacts,
            List<Channel> channels,
            @Nullable String reach) {
        this.ianaId = ianaId;
        edit(name, country, abuseContacts, channels, reach);
    }

    final void edit(
            String newName,
            @Nullable String newCountry,
            List<String> newAbuseContacts,
            List<Channel> newChannels,
            @Nullable String newReach) {
        name = newName;
        country = newCountry;
        abuseContacts = List.copyOf(newAbuseContacts);
        channels = List.copyOf(newChannels);
        reach = newReach;
    }

    String ianaId() {
        return ianaId;
    }

    long version() {
        return version;
    }

    String name() {
        return name;
    }

    @Nullable String country() {
        return country;
    }

    List<String> abuseContacts() {
        return abuseContacts;
    }

    List<Channel> channels() {
        return channels;
    }

    @Nullable String reach() {
        return reach;
    }
}
