package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.trapline.cli.ApiClient;
import org.trapline.cli.demo.Facts.Chain;
import org.trapline.cli.demo.Facts.OperatorFacts;
import org.trapline.cli.demo.Facts.OrderFacts;
import org.trapline.cli.demo.Facts.Reason;
import org.trapline.cli.demo.Facts.SiteFacts;

/** Reads the facts back through the API: nothing here comes from the story's memory but the ids to ask for. */
final class FactFinder {
    private static final int REASONS = 4;

    private final Casebook book;
    private final ApiClient investigator;

    private FactFinder(Casebook book) {
        this.book = book;
        this.investigator = book.desks.of(Desks.INVESTIGATOR);
    }

    static Facts find(Casebook book) {
        FactFinder finder = new FactFinder(book);
        EvidenceReader evidence = new EvidenceReader(book);
        OrderReader orders = new OrderReader(book);
        OrderFacts order = orders.order();
        Chain chain = orders.chain(order);
        return new Facts(
                book.matter,
                book.mail.messages(),
                evidence.evidence(chain.exhibit()),
                finder.sites(evidence.exhibitsOfSite()),
                finder.operators(),
                order,
                orders.notices(),
                chain);
    }

    private List<SiteFacts> sites(Map<String, Integer> exhibitsOfSite) {
        List<SiteFacts> sites = new ArrayList<>();
        exhibitsOfSite.forEach((site, exhibits) -> {
            JsonNode known = investigator.get("/api/attribution/sites/" + site);
            sites.add(new SiteFacts(
                    site,
                    exhibits,
                    known.path("exhibits").asLong(),
                    OrderReader.text(known.path("registrar").path("ianaId"))));
        });
        return sites;
    }

    private List<OperatorFacts> operators() {
        List<OperatorFacts> operators = new ArrayList<>();
        for (JsonNode operator :
                book.desks.all(Desks.INVESTIGATOR, "/api/attribution/operators?matter=" + book.matter)) {
            JsonNode why = investigator.get(
                    "/api/attribution/operators/" + operator.path("id").asText() + "/explanation");
            operators.add(new OperatorFacts(
                    operator.path("id").asText(),
                    operator.path("revision").asInt(),
                    operator.path("score").asDouble(),
                    strings(why.path("sites")),
                    StreamSupport.stream(why.path("parties").spliterator(), false)
                            .map(party -> party.path("name").asText())
                            .toList(),
                    OrderReader.text(operator.path("reviewed")),
                    OrderReader.text(why.path("ringleader").path("name")),
                    operator.path("explanationSha256").asText(),
                    reasons(why)));
        }
        return operators;
    }

    private static List<Reason> reasons(JsonNode explanation) {
        Map<String, Reason> strongest = new LinkedHashMap<>();
        for (JsonNode link : explanation.path("links")) {
            if (link.path("counted").asBoolean()) {
                Reason reason = new Reason(
                        link.path("kind").asText(),
                        link.path("value").asText(),
                        link.path("bits").asDouble(),
                        link.path("frequency").asInt());
                strongest.putIfAbsent(reason.kind() + " " + reason.value(), reason);
            }
        }
        return strongest.values().stream()
                .sorted((a, b) -> Double.compare(b.bits(), a.bits()))
                .limit(REASONS)
                .toList();
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
