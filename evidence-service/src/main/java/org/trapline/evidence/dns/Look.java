package org.trapline.evidence.dns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.util.NetUtil;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Type;

/**
 * All that one resolver said of one message.
 *
 * @param at when it was asked first
 */
record Look(Arrival arrival, Instant at, String resolver, List<Answer> answers) {

    static final String MEDIA_TYPE = "application/json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A resolver that leaves so many questions of a message open is not asked more about it. */
    private static final int MOST_SILENCES = 2;

    static Look at(Arrival arrival, Resolver resolver, Clock clock) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Answer> answers = new ArrayList<>();
        questions(arrival).forEach((name, types) -> {
            for (int type : types) {
                if (answers.stream().filter(a -> a.raw() == null).count() < MOST_SILENCES) {
                    answers.add(resolver.ask(name, type));
                }
            }
        });
        return new Look(arrival, at, resolver.toString(), answers);
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

    /** Of the reverse path's domain; null when that cannot be told from its record alone. */
    @Nullable String spf() {
        String sender = arrival.mailFromDomain();
        return answers.stream()
                .filter(a -> a.name().equals(sender) && a.type().equals("TXT") && a.isKnown())
                .findFirst()
                .map(a -> Spf.result(a.values(), arrival.clientIp()))
                .orElse(null);
    }

    /** What is kept as an exhibit. */
    byte[] document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", "trapline-dns-at-receipt-1");
        document.put("exhibit", arrival.exhibit().toString());
        document.put("receipt", arrival.receipt());
        document.put("receivedAt", arrival.at().toString());
        document.put("askedAt", at.toString());
        document.put("resolver", resolver);
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
