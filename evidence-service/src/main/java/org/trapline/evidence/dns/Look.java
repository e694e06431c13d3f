package org.trapline.evidence.dns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.util.NetUtil;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Type;

/**
 * All that one resolver said of one message, and what follows from it.
 *
 * @param at when it was asked first
 * @param spf result for the reverse path's domain (RFC 7208 section 2.6)
 * @param dkim what became of each signature; null when the bytes could not be read
 */
record Look(
        Arrival arrival,
        Instant at,
        String resolver,
        List<Answer> answers,
        String spf,
        @Nullable List<Dkim.Verdict> dkim,
        Dmarc dmarc) {

    static final String MEDIA_TYPE = "application/json";

    private static final Logger LOG = Logger.getLogger(Look.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param letter null when the bytes could not be read */
    static Look at(Arrival arrival, @Nullable Letter letter, Resolver resolver, Clock clock) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Inquiry inquiry = new Inquiry(resolver, clock);
        questions(arrival).forEach((name, types) -> {
            for (int type : types) {
                inquiry.ask(name, type);
            }
        });
        String domain = arrival.spfDomain();
        String sender = arrival.spfSender();
        String helo = arrival.helo();
        String spf = known(
                arrival,
                "temperror",
                () -> Spf.result(
                        inquiry,
                        arrival.clientIp(),
                        domain,
                        sender == null ? "" : sender,
                        helo == null ? "unknown" : helo));
        List<Dkim.Verdict> dkim = letter == null
                ? null
                : letter.signatures().stream()
                        .map(s -> known(arrival, s.unknown(), () -> s.verdict(inquiry)))
                        .toList();
        Dmarc unknown = new Dmarc("temperror", null, null);
        Dmarc dmarc = letter == null
                ? unknown
                : known(arrival, unknown, () -> Dmarc.of(inquiry, letter.fromDomains(), spf, domain, dkim));
        return new Look(arrival, at, resolver.toString(), inquiry.answers(), spf, dkim, dmarc);
    }

    /** A fault of ours over one sender's records is not to keep DNS from being asked about the mail of others. */
    private static <T> T known(Arrival arrival, T unknown, Supplier<T> result) {
        try {
            return result.get();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf("DNS at receipt came to no result exhibit=%s: %s", arrival.exhibit(), e.getClass());
            return unknown;
        }
    }

    /**
     * What of a message's bytes the questions to DNS are about.
     *
     * @param fromDomains of all From addresses
     */
    record Letter(Set<String> fromDomains, List<Dkim> signatures) {

        static Letter of(byte[] raw, Instant receivedAt) {
            RawHeader header = RawHeader.of(raw);
            return new Letter(header.fromDomains(), Dkim.read(header, raw, receivedAt));
        }
    }

    private static Map<String, int[]> questions(Arrival arrival) {
        Map<String, int[]> questions = new LinkedHashMap<>();
        String from = arrival.fromDomain();
        String sender = arrival.mailFromDomain();
        if (from != null) {
            questions.put(from, new int[] {Type.MX, Type.A, Type.AAAA, Type.TXT});
            questions.put("_dmarc." + from, new int[] {Type.TXT});
        }
        if (sender != null) {
            questions.putIfAbsent(sender, new int[] {Type.MX, Type.A, Type.AAAA, Type.TXT});
        }
        byte[] client = NetUtil.createByteArrayFromIpAddressString(arrival.clientIp());
        if (client != null) {
            questions.put(ReverseMap.fromAddress(client).toString(true), new int[] {Type.PTR});
        }
        return questions;
    }

    boolean isAnswered() {
        return answers.stream().anyMatch(a -> a.raw() != null);
    }

    /** Whether the From domain had a mail exchanger or an address; null when the resolver could not tell. */
    @Nullable Boolean fromDomainExists() {
        String from = arrival.fromDomain();
        List<Answer> about = answers.stream()
                .filter(a -> a.name().equals(from) && !a.type().equals("TXT"))
                .toList();
        // An exchanger of no name says that there is none (RFC 7505).
        if (about.stream().flatMap(a -> a.values().stream()).anyMatch(v -> !v.equals("0 ."))) {
            return true;
        }
        return about.size() == 3 && about.stream().allMatch(Answer::isKnown) ? false : null;
    }

    /** One word for all signatures; null when the bytes could not be read. */
    @Nullable String dkimResult() {
        return dkim == null ? null : Dkim.best(dkim);
    }

    /** What became of each signature, as JSON; names and reasons hold nothing that a database could not. */
    String signatures() {
        try {
            return JSON.writeValueAsString(dkim == null ? List.of() : dkim);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is kept as an exhibit. */
    byte[] document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", "trapline-dns-at-receipt-2");
        document.put("exhibit", arrival.exhibit().toString());
        document.put("receipt", arrival.receipt());
        document.put("receivedAt", arrival.at().toString());
        document.put("askedAt", at.toString());
        document.put("resolver", resolver);
        Map<String, Object> spfView = new LinkedHashMap<>();
        spfView.put("domain", arrival.spfDomain());
        spfView.put("result", spf);
        document.put("spf", spfView);
        document.put("dkim", dkim);
        document.put("dmarc", dmarc);
        document.put("answers", answers.stream().map(Look::view).toList());
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> view(Answer answer) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", answer.name());
        view.put("type", answer.type());
        view.put("rcode", answer.rcode());
        view.put("values", answer.values());
        byte[] raw = answer.raw();
        if (raw != null) {
            view.put("raw", Base64.getEncoder().encodeToString(raw));
        }
        return view;
    }
}
