package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.trapline.cli.ApiClient;
import org.trapline.cli.ApiProblem;
import org.trapline.cli.CommandFailed;
import org.trapline.cli.demo.SpamRing.Site;

/** Who is behind the sites: look-ups, the investigator's papers, and the platform's hypothesis with its reasons. */
final class AttributionChapter {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final Duration REVISION = Duration.ofMinutes(3);
    private static final Duration NEWS = Duration.ofMinutes(3);

    private final Casebook book;
    private final ApiClient investigator;

    private AttributionChapter(Casebook book) {
        this.book = book;
        this.investigator = book.desks.of(Desks.INVESTIGATOR);
    }

    static void play(Casebook book) {
        AttributionChapter chapter = new AttributionChapter(book);
        chapter.followTheLedger();
        Set<String> sites = chapter.advertised();
        chapter.switchOn();
        Claims claims = new Claims(book);
        claims.mailDrop();
        String lookup = chapter.lookUp(sites);
        // the registries are asked at a polite pace, and the investigator has papers to enter meanwhile
        claims.ring();
        chapter.await(lookup);
        chapter.review(chapter.operator());
    }

    private void followTheLedger() {
        long size = LogProof.newest(book.desks.anonymous()).size();
        Waiting.until(LONG, () -> {
                    long asOf = investigator
                            .get("/api/attribution/sites?limit=1")
                            .path("asOf")
                            .path("size")
                            .asLong();
                    book.narrator.passing("attribution has read %,d of %,d leaves of the ledger".formatted(asOf, size));
                    return asOf >= size ? Optional.of(asOf) : Optional.empty();
                })
                .orElseThrow(() -> new CommandFailed(
                        "attribution did not follow the ledger in time: ./trapline logs attribution"));
    }

    /** The sites that this matter's exhibits link to, as evidence found them. */
    private Set<String> advertised() {
        Set<String> sites = new TreeSet<>();
        int[] exhibits = {0};
        Waiting.until(NEWS, () -> {
            sites.clear();
            exhibits[0] = 0;
            book.desks.each(Desks.INVESTIGATOR, "/api/evidence/exhibits?matter=" + book.matter, exhibit -> {
                exhibits[0]++;
                exhibit.path("sites").forEach(site -> sites.add(site.asText()));
            });
            return exhibits[0] >= book.truth.distinct() ? Optional.of(exhibits[0]) : Optional.empty();
        });
        book.narrator.tell(
                Desks.INVESTIGATOR,
                "reads the list of sites: %d names are linked from %,d exhibits".formatted(sites.size(), exhibits[0]));
        return sites;
    }

    /** The first request of this matter to attribution, which may not have heard of it yet. */
    private void switchOn() {
        Waiting.untilAccepted(
                NEWS,
                refusal -> refusal.status() == 403 || refusal.status() == 404,
                () -> investigator.put(
                        "/api/attribution/matters/" + book.matter + "/outbound",
                        Map.of(
                                "enabled",
                                true,
                                "reason",
                                "Who registered the advertised names; the registries are asked over RDAP.")));
        book.narrator.tell(Desks.INVESTIGATOR, "switches look-ups on for this matter, with the reason on record");
    }

    private String lookUp(Set<String> sites) {
        book.narrator.tell(Desks.INVESTIGATOR, "has %d names looked up".formatted(sites.size()));
        return investigator
                .create("/api/attribution/lookups", Map.of("matter", book.matter, "domains", sites))
                .path("id")
                .asText();
    }

    private void await(String lookup) {
        JsonNode done = Waiting.until(LONG, () -> {
                    JsonNode state = investigator.get("/api/attribution/lookups/" + lookup);
                    book.narrator.passing("RDAP: %d answered, %d failed, %d to go"
                            .formatted(
                                    state.path("done").asInt(),
                                    state.path("failed").asInt(),
                                    state.path("pending").asInt()));
                    return state.path("pending").asInt() == 0 ? Optional.of(state) : Optional.empty();
                })
                .orElseThrow(() -> new CommandFailed("the look-ups did not end in time: ./trapline logs attribution"));
        book.narrator.tell(
                "attribution",
                "has asked the registries: %d answers, each an exhibit; %d names gave none"
                        .formatted(
                                done.path("done").asInt(), done.path("failed").asInt()));
    }

    /** The hypothesis about the ring, once nothing moves it any more; when time is up, what there is of it. */
    private JsonNode operator() {
        Set<String> ours = book.ring.sites().stream().map(Site::name).collect(Collectors.toSet());
        int parties = book.ring.companies().size() + book.ring.people().size();
        Steady steady = new Steady(SETTLED);
        return Waiting.until(REVISION, () -> mostOf(ours)
                        .filter(o -> steady.at(o.path("id").asText()
                                        + o.path("revision").asText())
                                && strings(o.path("sites")).equals(ours)
                                && o.path("parties").size() == parties))
                .or(() -> mostOf(ours))
                .orElseThrow(() ->
                        new CommandFailed("attribution found no operator in this matter: ./trapline logs attribution"));
    }

    /** Tells when a value has not changed for a while: a revision that is read must not be outdated a second later. */
    private static final class Steady {
        private final Duration enough;
        private String value = "";
        private Instant since = Instant.EPOCH;

        Steady(Duration enough) {
            this.enough = enough;
        }

        boolean at(String now) {
            if (!now.equals(value)) {
                value = now;
                since = Instant.now();
            }
            return !Instant.now().isBefore(since.plus(enough));
        }
    }

    private Optional<JsonNode> mostOf(Set<String> ours) {
        return book.desks.all(Desks.INVESTIGATOR, "/api/attribution/operators?matter=" + book.matter).stream()
                .max(Comparator.comparingLong(o ->
                        strings(o.path("sites")).stream().filter(ours::contains).count()));
    }

    private static Set<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private void review(JsonNode operator) {
        book.operator = operator.path("id").asText();
        String path = "/api/attribution/operators/" + book.operator;
        JsonNode explanation = investigator.get(path + "/explanation");
        book.note(explanation);
        book.narrator.tell(
                "attribution",
                "%d sites and %d parties look like one operator's (%.0f bits); likely ringleader: %s"
                        .formatted(
                                operator.path("sites").size(),
                                operator.path("parties").size(),
                                explanation.path("score").asDouble(),
                                explanation.path("ringleader").path("name").asText("nobody stands out")));
        explanation
                .path("aliases")
                .forEach(alias -> book.narrator.tell(
                        "attribution", "a possible alias stays possible: neither merged nor counted"));
        // the revision may have moved while it was read: then it is read and judged again
        int revision = Waiting.untilAccepted(NEWS, AttributionChapter::isStale, () -> {
            int current = investigator.get(path).path("revision").asInt();
            investigator
                    .post(
                            path + "/review",
                            Map.of(
                                    "revision", current,
                                    "verdict", "ACCEPTED",
                                    "reason", "Read with its sources; the mail drop and the bank are not counted."),
                            book.matter + "-review-" + current)
                    .json();
            return current;
        });
        book.narrator.tell(Desks.INVESTIGATOR, "has read the explanation and accepts revision " + revision);
    }

    private static boolean isStale(ApiProblem refusal) {
        return refusal.status() == 409 || refusal.status() == 412;
    }
}
