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
 * @param helo name that the client gave itself
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
        @Nullable String helo,
        @Nullable Long asked) {

    /** The domain of the From address, as DNS has names; null when there can be none. */
    @Nullable String fromDomain() {
        return from == null ? null : domain(Addresses.addressIn(from));
    }

    @Nullable String mailFromDomain() {
        return mailFrom == null ? null : domain(mailFrom);
    }

    /** Whom SPF is asked about: the reverse path, or the client's own name where that is the null one (RFC 7208 section 2.4). */
    @Nullable String spfSender() {
        return mailFrom == null || mailFrom.isEmpty() ? (helo == null ? null : "postmaster@" + helo) : mailFrom;
    }

    @Nullable String spfDomain() {
        String sender = spfSender();
        return sender == null ? null : domain(sender);
    }

    /** The domain of an address, as DNS has names; null when there can be none. */
    static @Nullable String domain(String address) {
        String domain = Addresses.domainOf(address);
        if (address.indexOf('@') < 0 || !Addresses.isPossible(domain)) {
            return null;
        }
        try {
            return IDN.toASCII(domain);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
