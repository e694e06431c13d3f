package org.trapline.evidence.findings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trapline.evidence.mail.HeaderField;

/** A1: addresses as a generator makes them (15 USC 7704(b)(1)). */
final class Recipients {

    /** So many addresses of one domain that differ only in their digits are no chance. */
    private static final int SERIES = 4;
    /** So many addresses of one domain in the order of the alphabet are no chance either. */
    private static final int SORTED = 8;

    private static final int MAX = 1000;

    private Recipients() {}

    static Opinion harvested(Reading reading) {
        Message message = reading.message();
        HeaderField to = message.mail().field("To").orElse(null);
        Transmission transmission = message.transmission();
        List<String> recipients = transmission != null
                ? transmission.rcptTo()
                : to == null ? List.of() : List.of(to.value().split(","));
        String series = series(recipients);
        if (!series.isEmpty()) {
            return Opinion.indicated()
                    .because("recipients-sequential", series, to == null ? null : Mark.of(to))
                    .missing("seeding-record");
        }
        return message.trap() == null
                ? Opinion.needs("recipient-list").because("one-recipient")
                : Opinion.needs("seeding-record", "recipient-list").because("trap-address");
    }

    /** Tells of a series without naming an address: it may be a trap's. */
    private static String series(List<String> recipients) {
        Map<String, List<String>> byDomain = recipients.stream()
                .limit(MAX)
                .map(Addresses::addressIn)
                .filter(a -> a.indexOf('@') > 0)
                .collect(Collectors.groupingBy(Addresses::domainOf));
        for (List<String> addresses : byDomain.values()) {
            List<String> locals = addresses.stream()
                    .map(a -> a.substring(0, a.lastIndexOf('@')).toLowerCase(Locale.ROOT))
                    .distinct()
                    .toList();
            long numbered = Stream.of(locals)
                    .flatMap(List::stream)
                    .filter(l -> l.chars().anyMatch(Character::isDigit))
                    .collect(Collectors.groupingBy(l -> l.replaceAll("\\d+", "#"), Collectors.counting()))
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
            if (numbered >= SERIES) {
                return numbered + " addresses of one domain that differ in their digits";
            }
            if (locals.size() >= SORTED
                    && locals.equals(locals.stream().sorted().toList())) {
                return locals.size() + " addresses of one domain in the order of the alphabet";
            }
        }
        return "";
    }
}
