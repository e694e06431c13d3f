package org.trapline.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.IDN;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Address;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;

/**
 * A registration as the registry holds it (RFC 5731 section 2).
 *
 * @param name lower-case A-labels
 * @param registrarIanaId the sponsoring registrar; null for a name whose RDAP reply names none
 * @param statuses EPP values such as {@code clientHold}; {@code ok} is never stored, it is the absence of others
 * @param nameservers empty: the name is not delegated
 * @param ds DNSSEC delegation (RFC 5910)
 * @param address what the name servers answer for A, for every host of the domain; null: nothing
 * @param noAbuse the registrar's RDAP reply for this name has no abuse contact
 */
record Domain(
        String name,
        @Nullable String registrarIanaId,
        @JsonProperty("status") List<String> statuses,
        List<String> nameservers,
        List<Ds> ds,
        @Nullable String address,
        @Nullable Registrant registrant,
        boolean noAbuse,
        Instant created,
        Instant expires) {

    /** @param digest hexadecimal */
    record Ds(int keyTag, int algorithm, int digestType, String digest) {

        Ds {
            dsRecord(Name.root, 0, keyTag, algorithm, digestType, digest);
        }

        DSRecord at(Name owner, Duration ttl) {
            return dsRecord(owner, ttl.toSeconds(), keyTag, algorithm, digestType, digest);
        }
    }

    /** @throws InvalidInput when the values are no DS record, above all a digest of another length than its type has */
    private static DSRecord dsRecord(
            Name owner, long ttl, int keyTag, int algorithm, int digestType, @Nullable String digest) {
        try {
            byte[] bytes = HexFormat.of().parseHex(digest == null ? "" : digest);
            return new DSRecord(owner, DClass.IN, ttl, keyTag, algorithm, digestType, bytes);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("not a DS record: " + e.getMessage());
        }
    }

    /**
     * @param poBox the postal address as the registrant gave it
     * @param redacted the registrar withholds all of it (RFC 9537)
     */
    record Registrant(
            @Nullable String name,
            @Nullable String org,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String poBox,
            boolean redacted) {}

    private static final Set<String> KNOWN = Set.of(
            "clientDeleteProhibited",
            "clientHold",
            "clientRenewProhibited",
            "clientTransferProhibited",
            "clientUpdateProhibited",
            "serverDeleteProhibited",
            "serverHold",
            "serverRenewProhibited",
            "serverTransferProhibited",
            "serverUpdateProhibited",
            "pendingDelete",
            "pendingTransfer",
            "redemptionPeriod",
            "addPeriod",
            "autoRenewPeriod",
            "inactive");

    Domain {
        name = aLabels(name);
        statuses = clean(statuses);
        nameservers = nameservers == null
                ? List.of()
                : nameservers.stream().map(Domain::aLabels).distinct().toList();
        ds = ds == null ? List.of() : List.copyOf(ds);
        if (address != null && !Address.isDottedQuad(address)) {
            throw new InvalidInput("address is not an IPv4 address: " + address);
        }
        created = created == null ? Instant.now() : created;
        expires =
                expires == null ? created.atOffset(ZoneOffset.UTC).plusYears(1).toInstant() : expires;
    }

    boolean has(String status) {
        return statuses.contains(status);
    }

    boolean delegated() {
        return !nameservers.isEmpty() && !has("clientHold") && !has("serverHold");
    }

    Domain withStatuses(Collection<String> add, Collection<String> remove) {
        Set<String> all = new LinkedHashSet<>(statuses);
        all.removeAll(remove);
        all.addAll(add);
        return new Domain(
                name,
                registrarIanaId,
                List.copyOf(all),
                nameservers,
                ds,
                address,
                registrant,
                noAbuse,
                created,
                expires);
    }

    /** The old hosting does not answer for the new name servers, so the address goes with the old ones. */
    Domain withDelegation(List<String> newNameservers, List<Ds> newDs) {
        return new Domain(
                name, registrarIanaId, statuses, newNameservers, newDs, null, registrant, noAbuse, created, expires);
    }

    static String aLabels(String name) {
        if (name == null || name.isBlank()) {
            throw new InvalidInput("a domain name is missing");
        }
        String bare = name.strip();
        bare = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
        String ascii;
        try {
            ascii = IDN.toASCII(bare, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("not a domain name: " + bare);
        }
        if (ascii.length() > 253 || !ascii.matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})+")) {
            throw new InvalidInput("not a domain name: " + bare);
        }
        return ascii;
    }

    private static List<String> clean(@Nullable List<String> statuses) {
        List<String> clean = new ArrayList<>();
        for (String status : statuses == null ? List.<String>of() : statuses) {
            boolean ok = status.equals("active") || status.equals("ok");
            if (!ok && !KNOWN.contains(status)) {
                throw new InvalidInput("not an EPP status: " + status);
            }
            if (!ok && !clean.contains(status)) {
                clean.add(status);
            }
        }
        return List.copyOf(clean);
    }
}
