package org.trapline.evidence.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.mail.HeaderField;
import org.trapline.evidence.mail.Hop;

/** The signs that rule H1 weighs. Each is looked for once; what it weighs is the rule set's. */
final class HeaderSigns {

    private static final String SPF_FAILS = "dns-spf-fail";
    private static final String DKIM_FAILS = "dns-dkim-fail";
    private static final String DMARC_FAILS = "dns-dmarc-fail";

    /** They fail together: DMARC rests on the others, and who forwards honest mail breaks all of them at once. One sign, not three. */
    private static final List<String> AUTHENTICATION = List.of(SPF_FAILS, DKIM_FAILS, DMARC_FAILS);

    private static final Duration CLOCKS_DIFFER = Duration.ofHours(12);
    private static final Duration EARLY = Duration.ofDays(14);
    private static final Duration LATE = Duration.ofDays(2);

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern BRACKETED = Pattern.compile("[\\[(](\\d{1,3}(?:\\.\\d{1,3}){3})[\\])]");
    private static final Pattern PRIVATE =
            Pattern.compile("(?:10|127)\\..*|192\\.168\\..*|169\\.254\\..*|172\\.(?:1[6-9]|2\\d|3[01])\\..*");

    private final Message message;
    private final Words words;
    private final Opinion signs;
    private final List<Hop> hops;

    private HeaderSigns(Reading reading, Opinion signs) {
        this.message = reading.message();
        this.words = reading.words();
        this.signs = signs;
        this.hops = message.mail().hops();
    }

    /** Adds each sign as a reason. */
    static void collect(Reading reading, Opinion signs) {
        HeaderSigns all = new HeaderSigns(reading, signs);
        HeaderField from = all.message.mail().field("From").orElse(null);
        String address = from == null ? "" : Addresses.addressIn(from.value());
        if (from != null && address.indexOf('@') > 0) {
            all.from(from, address, Addresses.domainOf(address));
        }
        all.greeting();
        all.way();
        all.date();
        all.dns();
    }

    /** What the signs weigh together. */
    static int weight(Opinion signs, Map<String, Integer> weights) {
        Map<Boolean, List<Integer>> of = signs.reasons().stream()
                .collect(Collectors.partitioningBy(
                        r -> AUTHENTICATION.contains(r.code()),
                        Collectors.mapping(r -> weights.getOrDefault(r.code(), 0), Collectors.toList())));
        return of.get(false).stream().mapToInt(w -> w).sum()
                + of.get(true).stream().mapToInt(w -> w).max().orElse(0);
    }

    private void from(HeaderField from, String address, String domain) {
        TrapFacts trap = message.trap();
        String trapDomain = trap == null ? null : trap.domain();
        if (!Addresses.isPossible(domain)) {
            signs.because("from-domain-impossible", Mark.of(from, domain));
        } else if (trap != null && address.equalsIgnoreCase(trap.address())) {
            // The address is the trap's own: the reason must not quote it.
            signs.because("from-is-recipient", "", new Mark("", from.offset(), from.length(), null, -1));
        } else if (trapDomain != null && domain.equalsIgnoreCase(trapDomain)) {
            signs.because(
                    "from-is-trap-domain", "domain of the trap", new Mark("", from.offset(), from.length(), null, -1));
        }
        if (message.mail().fields().stream()
                        .filter(f -> f.name().equalsIgnoreCase("From"))
                        .count()
                > 1) {
            signs.because("several-from", Mark.of(from));
        }
        webmail(from, domain);
        foreignDomains(domain);
    }

    private void webmail(HeaderField from, String domain) {
        List<String> hosts = words.webmail().get(domain);
        if (hosts != null && !hops.isEmpty() && hops.stream().noneMatch(h -> isOneOf(h, hosts))) {
            signs.because("webmail-without-hop", Mark.of(from, domain));
        }
    }

    private static boolean isOneOf(Hop hop, List<String> names) {
        String all = (hop.helo() + " " + hop.reverseName() + " " + hop.by()).toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(all::contains);
    }

    /** Honest senders hand mail to a service whose domain then stands in both places: one sign, not two. */
    private void foreignDomains(String domain) {
        String site = Addresses.site(domain);
        HeaderField id = message.mail().field("Message-ID").orElse(null);
        String idDomain = id == null ? "" : Addresses.domainOf(Addresses.addressIn(id.value()));
        if (id != null
                && Addresses.isPossible(idDomain)
                && !Addresses.site(idDomain).equals(site)) {
            signs.because("foreign-domains", Mark.of(id, idDomain));
            return;
        }
        Transmission transmission = message.transmission();
        String sender = transmission == null || transmission.mailFrom() == null ? "" : transmission.mailFrom();
        if (sender.indexOf('@') > 0
                && !Addresses.site(Addresses.domainOf(sender)).equals(site)) {
            signs.because("foreign-domains", Addresses.domainOf(sender), null);
        }
    }

    private void greeting() {
        Transmission transmission = message.transmission();
        Hop hop = hops.isEmpty() ? null : hops.get(0);
        String helo = transmission != null ? transmission.helo() : hop == null ? null : hop.helo();
        String client = transmission != null ? transmission.clientIp() : hop == null ? null : hop.ip();
        String server = transmission != null ? transmission.serverHost() : hop == null ? null : hop.by();
        if (helo == null || client == null || isPrivate(client)) {
            return;
        }
        String name = helo.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        Mark mark = hop == null || transmission != null ? null : Mark.of(hop, name);
        TrapFacts trap = message.trap();
        if ((name.indexOf('.') > 0 && name.equalsIgnoreCase(server))
                || (trap != null && name.equalsIgnoreCase(trap.domain()))) {
            signs.because("helo-is-receiver", name, mark);
        } else if (ADDRESS.matcher(name).matches() && !name.equals(client) && !isPrivate(name)) {
            signs.because("helo-wrong-address", name, mark);
        }
    }

    private static boolean isPrivate(String ip) {
        return PRIVATE.matcher(ip).matches();
    }

    private void way() {
        message.mail().fields().stream()
                .filter(f -> f.name().equalsIgnoreCase("Received"))
                .flatMap(f -> Stream.ofNullable(impossibleAddress(f)))
                .findFirst()
                .ifPresent(mark -> signs.because("received-impossible-address", mark));
        for (int i = 0; i + 1 < hops.size(); i++) {
            Instant newer = hops.get(i).at();
            Instant older = hops.get(i + 1).at();
            if (newer != null && older != null && older.isAfter(newer.plus(CLOCKS_DIFFER))) {
                signs.because("received-time-backwards", Mark.of(hops.get(i + 1), older.toString()));
                return;
            }
        }
    }

    private static @Nullable Mark impossibleAddress(HeaderField field) {
        Matcher matcher = BRACKETED.matcher(field.value());
        while (matcher.find()) {
            for (String number : matcher.group(1).split("\\.")) {
                if (Integer.parseInt(number) > 255) {
                    return Mark.of(field, matcher.group(1));
                }
            }
        }
        return null;
    }

    private void date() {
        Instant date = message.mail().date();
        Instant receipt = message.receivedAt() != null
                ? message.receivedAt()
                : hops.isEmpty() ? null : hops.get(0).at();
        if (date != null
                && receipt != null
                && (date.isAfter(receipt.plus(LATE)) || date.isBefore(receipt.minus(EARLY)))) {
            HeaderField field = message.mail().field("Date").orElse(null);
            signs.because("date-far-from-receipt", date.toString(), field == null ? null : Mark.of(field));
        }
    }

    private void dns() {
        DnsAtReceipt dns = message.dns();
        if (dns == null) {
            return;
        }
        if (Boolean.FALSE.equals(dns.fromDomainExists())) {
            signs.because("dns-no-such-domain");
        }
        if ("fail".equals(dns.spf())) {
            signs.because(SPF_FAILS);
        }
        if ("fail".equals(dns.dkim())) {
            signs.because(DKIM_FAILS, signers(dns), null);
        }
        if ("fail".equals(dns.dmarc())) {
            signs.because(DMARC_FAILS, String.valueOf(dns.dmarcPolicy()), null);
        }
    }

    private static String signers(DnsAtReceipt dns) {
        return dns.signatures().stream()
                .filter(s -> "fail".equals(s.result()))
                .map(s -> String.valueOf(s.domain()))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
