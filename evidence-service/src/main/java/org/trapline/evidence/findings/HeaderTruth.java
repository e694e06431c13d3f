package org.trapline.evidence.findings;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.mail.HeaderField;
import org.trapline.evidence.mail.Hop;

/** H1, H3, H4: whether the header is at odds with itself or with what the receiver recorded (15 USC 7704(a)(1)). */
final class HeaderTruth {

    private static final int ENOUGH = 2;

    private HeaderTruth() {}

    static Opinion header(Reading reading) {
        Message message = reading.message();
        Opinion signs = Opinion.indicated();
        HeaderSigns.collect(reading, signs);
        int weight = HeaderSigns.weight(signs, reading.words().headerSigns());
        if (weight >= ENOUGH) {
            return signs.missing("from-domain-owner");
        }
        DnsAtReceipt dns = message.dns();
        String weak = weight > 0 ? "weak-sign" : "no-header-sign";
        if (dns == null || dns.fromDomainExists() == null) {
            return Opinion.needs("dns-at-receipt", "from-domain-owner")
                    .because(signs.reasons())
                    .because(weak)
                    .because(unasked(dns));
        }
        if (!dns.isAuthenticationKnown()) {
            return Opinion.needs("mail-authentication", "from-domain-owner")
                    .because(signs.reasons())
                    .because(weak)
                    .because("dns-authentication-unknown", results(dns), null);
        }
        Opinion opinion =
                Opinion.notIndicated().because(signs.reasons()).because(weak).missing("from-domain-owner");
        boolean fails =
                List.of(known(dns.spf()), known(dns.dkim()), known(dns.dmarc())).contains("fail");
        return opinion.because(fails ? "dns-results" : "dns-clean", results(dns), null);
    }

    private static String unasked(@Nullable DnsAtReceipt dns) {
        if (dns == null) {
            return "no-dns-record";
        }
        return dns.askedAt() == null ? "dns-too-late" : "dns-from-domain-unknown";
    }

    private static String results(DnsAtReceipt dns) {
        return "SPF " + known(dns.spf()) + ", DKIM " + known(dns.dkim()) + ", DMARC " + known(dns.dmarc());
    }

    private static String known(@Nullable String result) {
        return result == null ? "unknown" : result;
    }

    static Opinion fromLine(Reading reading) {
        HeaderField from = reading.message().mail().field("From").orElse(null);
        String address = from == null ? "" : Addresses.addressIn(from.value());
        if (from == null || address.isEmpty()) {
            Opinion opinion = Opinion.needs("initiators");
            return from == null ? opinion.because("no-from") : opinion.because("no-from", Mark.of(from));
        }
        String shown = Addresses.addressIn(Addresses.nameIn(from.value()));
        boolean other = shown.indexOf('@') > 0
                && Addresses.isPossible(Addresses.domainOf(shown))
                && !Addresses.site(Addresses.domainOf(shown)).equals(Addresses.site(Addresses.domainOf(address)));
        return other
                ? Opinion.indicated()
                        .because("from-name-other-address", Mark.of(from, shown))
                        .missing("initiators")
                : Opinion.needs("initiators").because("from-plain", Mark.of(from));
    }

    static Opinion relay(Reading reading) {
        Opinion opinion = Opinion.needs("ip-owner", "knowledge");
        List<Hop> hops = reading.message().mail().hops();
        Hop first = hops.isEmpty() ? null : hops.get(0);
        Transmission transmission = reading.message().transmission();
        if (transmission != null) {
            opinion.because("sending-host", transmission.clientIp(), null);
        } else if (first != null && first.ip() != null) {
            opinion.because("sending-host", first.ip(), Mark.of(first, first.ip()));
        } else {
            opinion.because("no-sending-host");
        }
        String line = consumerLine(reading, first);
        return line == null || first == null ? opinion : opinion.because("consumer-line", Mark.of(first, line));
    }

    private static @Nullable String consumerLine(Reading reading, @Nullable Hop hop) {
        String name = hop == null || hop.reverseName() == null
                ? ""
                : hop.reverseName().toLowerCase(Locale.ROOT);
        boolean consumer = reading.words().consumerLines().stream().anyMatch(name::contains);
        // Names that hold most of the address are given out by the thousand.
        long digits = name.chars().filter(Character::isDigit).count();
        return consumer || digits >= 7 ? name : null;
    }
}
