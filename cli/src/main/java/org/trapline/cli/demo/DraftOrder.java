package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.trapline.cli.ApiClient;
import org.trapline.cli.demo.SpamRing.Site;

/** What the order asks for: every site, company and person of the ring, with the reasons and exhibits for each. */
final class DraftOrder {
    private static final int EXHIBITS_A_NAME = 3;

    private final Casebook book;
    private final ApiClient legal;

    DraftOrder(Casebook book) {
        this.book = book;
        this.legal = book.desks.of(Desks.LEGAL);
    }

    Map<String, Object> content() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return Map.ofEntries(
                Map.entry("case", book.caseId),
                Map.entry("type", "TRO"),
                Map.entry("legalBasis", List.of("Eastmere General Laws ch. 93A, s. 4 (invented)")),
                Map.entry(
                        "attorney",
                        Map.of(
                                "name", "Marian Oakes (invented)",
                                "barNumber", "000-417",
                                "office", "Office of the Attorney General of Eastmere (invented)",
                                "phone", "+1 555 0100",
                                "email", "takedown@ago.example")),
                Map.entry("technicalContact", "duty engineer, +1 555 0101, noc@ago.example"),
                Map.entry("reportTo", "the portal, or takedown@ago.example"),
                Map.entry("redress", "Motion to dissolve on two days' notice, Superior Court of Eastmere County."),
                Map.entry("effectiveAt", now.toString()),
                Map.entry("completeBy", now.plus(Duration.ofHours(24)).toString()),
                Map.entry("expiresAt", now.plus(Duration.ofDays(10)).toString()),
                Map.entry("operators", List.of(book.operator)),
                Map.entry("targets", targets()));
    }

    private List<Map<String, Object>> targets() {
        List<Map<String, Object>> targets = new ArrayList<>();
        for (Site site : book.ring.sites()) {
            List<JsonNode> exhibits = exhibitsOf(site.name());
            targets.add(Map.of(
                    "kind", "DOMAIN",
                    "value", site.name(),
                    "action", "HOLD",
                    "reasons", book.reason(site, mentions(site.name())),
                    "exhibits",
                            exhibits.stream().map(e -> e.path("id").asText()).toList()));
            book.narrator.passing("exhibits for " + site.name());
        }
        book.ring
                .companies()
                .forEach(c -> targets.add(answer("COMPANY", c, "Both companies give one post office box.")));
        book.ring
                .people()
                .forEach(p -> targets.add(answer("PERSON", p.name(), "Named by a witness as " + p.role() + ".")));
        return targets;
    }

    private long mentions(String site) {
        return legal.get("/api/attribution/sites/" + site).path("exhibits").asLong();
    }

    private List<JsonNode> exhibitsOf(String site) {
        JsonNode found = legal.get("/api/evidence/exhibits?domain=%s&matter=%s&limit=%d"
                .formatted(site, book.matter, EXHIBITS_A_NAME + 5));
        // the answer of a look-up may name the site too, but is no advertisement of it
        return StreamSupport.stream(found.path("items").spliterator(), false)
                .filter(e -> e.path("kind").asText().equals("TRAP_MESSAGE"))
                .limit(EXHIBITS_A_NAME)
                .toList();
    }

    private Map<String, Object> answer(String kind, String name, String reasons) {
        return Map.of(
                "kind",
                kind,
                "value",
                name,
                "action",
                "ANSWER",
                "reasons",
                reasons,
                "exhibits",
                List.copyOf(book.documents.values()),
                "agent",
                "by hand of a process server, at " + book.ring.poBox());
    }
}
