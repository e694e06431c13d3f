package org.trapline.rdap;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A domain object (RFC 9083 section 5.3) as far as an order needs it.
 *
 * @param ldhName lower-case A-labels
 * @param unicodeName as sent, null when absent
 * @param statuses RFC 8056 words such as {@code client hold}; EPP spellings are translated
 * @param registrar the registrar of record, null when the reply names none
 * @param abuseContacts the registrar's, first those nested in its entity, then those at top level; may be empty
 * @param nameservers lower-case A-labels
 * @param delegationSigned null when the reply does not say
 * @param dsData what the parent publishes (RFC 4034 section 5)
 * @param events with a readable date only
 * @param registrant null when the reply has neither a registrant nor a note that one was redacted
 */
public record RdapDomain(
        String ldhName,
        @Nullable String unicodeName,
        List<String> statuses,
        @Nullable Registrar registrar,
        List<AbuseContact> abuseContacts,
        List<String> nameservers,
        @Nullable Boolean delegationSigned,
        List<DsData> dsData,
        List<Event> events,
        @Nullable Registrant registrant) {

    public RdapDomain {
        statuses = List.copyOf(statuses);
        abuseContacts = List.copyOf(abuseContacts);
        nameservers = List.copyOf(nameservers);
        dsData = List.copyOf(dsData);
        events = List.copyOf(events);
    }

    /**
     * @param ianaId of the IANA registrar list (publicIds), null when absent
     * @param handle the registry's own name for it
     */
    public record Registrar(
            @Nullable String name,
            @Nullable String ianaId,
            @Nullable String handle) {}

    /**
     * At least one of the three is present.
     *
     * @param phone as sent, without a {@code tel:} prefix
     * @param form a web form or other address that is neither (CONTACT-URI, RFC 8605)
     */
    public record AbuseContact(
            @Nullable String email,
            @Nullable String phone,
            @Nullable URI form) {}

    /** @param digest hexadecimal, upper case */
    public record DsData(int keyTag, int algorithm, int digestType, String digest) {}

    /** @param action a word of RFC 9083 section 10.2.3 */
    public record Event(String action, Instant at, @Nullable String actor) {}

    /**
     * @param address the postal address on one line, parts separated by commas
     * @param redacted the reply says that something was withheld: what is null here may exist
     */
    public record Registrant(
            @Nullable String name,
            @Nullable String organization,
            @Nullable String email,
            @Nullable String address,
            @Nullable String phone,
            boolean redacted) {

        boolean isEmpty() {
            return name == null && organization == null && email == null && address == null && phone == null;
        }
    }

    /** Whether the registry is told not to publish the delegation, by the registrar or on its own (RFC 5731 2.3). */
    public boolean held() {
        return statuses.contains("client hold") || statuses.contains("server hold");
    }

    /**
     * This answer, the registry's, completed by the registrar's. The registry alone is right about statuses, delegation
     * and who the registrar is; contacts and the registrant often stand only with the registrar.
     */
    RdapDomain completedBy(RdapDomain other) {
        Set<AbuseContact> contacts = new LinkedHashSet<>(abuseContacts);
        contacts.addAll(other.abuseContacts);
        List<Event> allEvents = new ArrayList<>(events);
        other.events.stream()
                .filter(e -> events.stream().noneMatch(mine -> mine.action().equals(e.action())))
                .forEach(allEvents::add);
        return new RdapDomain(
                ldhName,
                unicodeName != null ? unicodeName : other.unicodeName,
                statuses.isEmpty() ? other.statuses : statuses,
                completed(registrar, other.registrar),
                List.copyOf(contacts),
                nameservers.isEmpty() && !held() ? other.nameservers : nameservers,
                delegationSigned != null ? delegationSigned : other.delegationSigned,
                dsData.isEmpty() && delegationSigned == null ? other.dsData : dsData,
                allEvents,
                other.registrant != null && (registrant == null || !other.registrant.isEmpty())
                        ? other.registrant
                        : registrant);
    }

    /** Whether the two answers name different registrars: contacts of the one must not be used for the other. */
    boolean contradicts(RdapDomain other) {
        return registrar != null
                && other.registrar != null
                && registrar.ianaId() != null
                && other.registrar.ianaId() != null
                && !registrar.ianaId().equals(other.registrar.ianaId());
    }

    private static @Nullable Registrar completed(@Nullable Registrar mine, @Nullable Registrar other) {
        if (mine == null || other == null) {
            return mine != null ? mine : other;
        }
        return new Registrar(
                mine.name() != null ? mine.name() : other.name(),
                mine.ianaId() != null ? mine.ianaId() : other.ianaId(),
                mine.handle() != null ? mine.handle() : other.handle());
    }
}
