package org.trapline.takedown.observation;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trapline.rdap.RdapAnswer;
import org.trapline.takedown.schedule.Target;
import org.trapline.takedown.schedule.Verdict;

/**
 * Everything that one look at a name saw, and what it comes to.
 *
 * @param rdap     the registry's answer
 * @param parent   the parent zone's delegation
 * @param resolver what the public is answered
 */
record Sighting(RdapAnswer rdap, DnsLook parent, DnsLook resolver) {

    /** By the precedence of {@link Verdict}'s constants. */
    Verdict verdict(Target target) {
        if (rdap instanceof RdapAnswer.Unavailable
                || rdap instanceof RdapAnswer.NoServer
                || parent.error() != null
                || resolver.error() != null) {
            return Verdict.UNKNOWN;
        }
        List<String> status = status();
        if (rdap instanceof RdapAnswer.NotFound
                || status.contains("pending delete")
                || status.contains("redemption period")) {
            return Verdict.DELETED_RISK;
        }
        if (!parent.records().isEmpty()) {
            boolean asOrdered = target.action().setsNameservers()
                    && Set.copyOf(parent.records()).equals(Set.copyOf(target.nameservers()));
            return asOrdered ? Verdict.SINKHOLED : Verdict.UP;
        }
        if (!resolver.records().isEmpty()) {
            return Verdict.CACHED;
        }
        return status.contains("client hold") || status.contains("server hold") ? Verdict.HELD : Verdict.NOT_DELEGATED;
    }

    /** Transfer, update and delete prohibited, each by the registrar or by the registry. */
    boolean locked() {
        List<String> status = status();
        return List.of("transfer", "update", "delete").stream()
                .allMatch(act -> status.contains("client " + act + " prohibited")
                        || status.contains("server " + act + " prohibited"));
    }

    List<String> status() {
        return rdap instanceof RdapAnswer.Found found
                ? found.domain().statuses().stream().sorted().toList()
                : List.of();
    }

    /** What could not be found out, for a person. */
    @Nullable String detail() {
        if (rdap instanceof RdapAnswer.Unavailable unavailable) {
            return unavailable.reason();
        }
        if (rdap instanceof RdapAnswer.NoServer) {
            return "no RDAP server is known for its suffix";
        }
        if (rdap instanceof RdapAnswer.NotFound) {
            return "not registered";
        }
        return parent.error() != null ? parent.error() : resolver.error();
    }
}
