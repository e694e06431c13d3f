package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.trapline.cli.ApiClient;
import org.trapline.cli.ApiProblem;
import org.trapline.cli.CommandFailed;
import org.trapline.cli.demo.SpamRing.Fate;
import org.trapline.cli.demo.SpamRing.Role;
import org.trapline.cli.demo.SpamRing.Site;

/** Registrars read, answer and act or do not; the platform believes what it sees for itself. */
final class ServiceChapter {
    private static final Duration DELIVERY = Duration.ofMinutes(3);
    private static final Duration EFFECT = Duration.ofMinutes(6);

    private final Casebook book;

    private ServiceChapter(Casebook book) {
        this.book = book;
    }

    static void play(Casebook book) {
        ServiceChapter chapter = new ServiceChapter(book);
        String notice = chapter.noticeTo("9901");
        chapter.portal("registrar1", notice);
        chapter.strangers("registrar2", notice);
        chapter.byHand();
        chapter.watch();
    }

    private String noticeTo(String registrar) {
        return Waiting.until(DELIVERY, () -> {
                    for (JsonNode notice : book.desks.all(Desks.LEGAL, notices(book.order))) {
                        String state = notice.path("state").asText();
                        if (notice.path("registrar").asText().equals(registrar) && !state.equals("QUEUED")) {
                            return Optional.of(notice.path("id").asText());
                        }
                    }
                    book.narrator.passing("waiting for the notices to go out");
                    return Optional.<String>empty();
                })
                .orElseThrow(() -> new CommandFailed(
                        "no notice to registrar " + registrar + " was sent in time: ./trapline logs takedown"));
    }

    static String notices(String order) {
        return "/api/takedown/orders/" + order + "/notices";
    }

    private void portal(String registrar, String notice) {
        ApiClient desk = book.desks.of(registrar);
        int own = book.desks.all(registrar, "/api/takedown/notices").size();
        JsonNode read = desk.get("/api/takedown/notices/" + notice);
        byte[] document = desk.bytes("/api/takedown/notices/" + notice + "/document");
        book.narrator.tell(
                registrar,
                "reads notice %s in the portal (%d names, document of %,d bytes); sees %d notices, all its own"
                        .formatted(notice, read.path("names").size(), document.length, own));
        // its keeper answers the mail as well: whoever comes second changes nothing
        desk.post("/api/takedown/notices/" + notice + "/acknowledgement", Map.of(), notice + "-acknowledgement");
        book.narrator.tell(registrar, "acknowledges it in the portal; a second acknowledgement changes nothing");
    }

    private void strangers(String registrar, String notice) {
        try {
            book.desks.of(registrar).get("/api/takedown/notices/" + notice);
            throw new CommandFailed(registrar + " can read a notice to another registrar, which must never be");
        } catch (ApiProblem refused) {
            if (refused.status() != 404) {
                throw refused;
            }
            book.narrator.tell(registrar, "asks for that notice too: 404, it is not its own");
        }
    }

    /** Companies by mail, persons in hand; the one who may be an alias was not found, so that line goes on waiting. */
    private void byHand() {
        Set<String> notFound = book.ring.people().stream()
                .filter(p -> p.role() == Role.POSSIBLE_ALIAS)
                .map(SpamRing.Person::name)
                .collect(Collectors.toSet());
        int served = 0;
        for (JsonNode line : book.desks.all(Desks.LEGAL, schedule(book.order))) {
            boolean company = line.path("target").path("kind").asText().equals("COMPANY");
            boolean waits = line.path("state").asText().equals("AWAITING_RETURN");
            if (waits && !notFound.contains(line.path("target").path("value").asText())) {
                returned(line.path("line").asText(), company ? "CERTIFIED_MAIL" : "IN_HAND");
                served++;
            }
        }
        book.narrator.tell(Desks.LEGAL, "records %d returns of service; not found: %s".formatted(served, notFound));
    }

    private void returned(String line, String method) {
        try {
            book.desks
                    .of(Desks.LEGAL)
                    .post(
                            schedule(book.order) + "/" + line + "/return",
                            Map.of(
                                    "method",
                                    method,
                                    "servedAt",
                                    Instant.now().toString(),
                                    "servedBy",
                                    "Deputy R. Lund (invented)"),
                            book.order + "-return-" + line);
        } catch (ApiProblem refused) {
            // the answer to an earlier try was lost, and the return is on record
            if (refused.status() != 409) {
                throw refused;
            }
        }
    }

    private void watch() {
        boolean settled = Waiting.until(EFFECT, () -> {
                    List<JsonNode> lines = book.desks.all(Desks.LEGAL, schedule(book.order));
                    Map<String, Integer> states = new TreeMap<>();
                    int open = 0;
                    for (JsonNode line : lines) {
                        states.merge(line.path("state").asText(), 1, Integer::sum);
                        open += settled(line) ? 0 : 1;
                    }
                    book.narrator.passing(states.toString());
                    return !lines.isEmpty() && open == 0 ? Optional.of(true) : Optional.<Boolean>empty();
                })
                .isPresent();
        book.narrator.tell(
                "takedown",
                settled
                        ? "has seen every line come to where it belongs, in RDAP and at the parent name servers"
                        : "not every line came to where it belongs in " + EFFECT.toMinutes() + " minutes");
    }

    static String schedule(String order) {
        return "/api/takedown/orders/" + order + "/schedule";
    }

    private boolean settled(JsonNode line) {
        Optional<Site> site = book.ring.site(line.path("target").path("value").asText());
        String state = line.path("state").asText();
        return site.map(s -> matches(book.ring.fateOf(s), state)).orElse(!state.equals("PENDING"));
    }

    static boolean matches(Fate fate, String state) {
        return state.equals(fate.name());
    }
}
