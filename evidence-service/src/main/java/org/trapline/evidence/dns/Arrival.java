package org.trapline.evidence.dns;

import java.net.IDN;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.findings.Addresses;

/**
 * A message as SMTP brought it.
 *
 * @param receipt its number
 * @param position leaf of the exhibit
 * @param from its From field
 * @param mailFrom the reverse path; null for the null one
 * @param asked the receipt that DNS was asked about for these bytes before; null when it was not
 */
record Arrival(
        long receipt,
        UUID exhibit,
        long position,
        Instant at,
        @Nullable String from,
        @Nullable String mailFrom,
        String clientIp,
        @Nullable Long asked) {

    /** The domain of the From address, as DNS has names; null when there can be none. */
    @Nullable String fromDomain() {
        return from == null ? null : domain(Addresses.addressIn(from));
    }

    @Nullable String mailFromDomain() {
        return mailFrom == null ? null : domain(mailFrom);
    }

    private static @Nullable String domain(String address) {
        String domain = Addresses.domainOf(address);
        if (address.indexOf('@') < 0 || !Addresses.isPossible(domain)) {
            return null;
        }
        try {
            return IDN.toASCII(domain);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
