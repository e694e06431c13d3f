package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.trapline.cli.ApiClient;
import org.trapline.cli.CommandFailed;
import org.trapline.cli.demo.Facts.Chain;
import org.trapline.cli.demo.Facts.LineFacts;
import org.trapline.cli.demo.Facts.NoticeFacts;
import org.trapline.cli.demo.Facts.OrderFacts;

/** Reads the order back: its lines, its notices, and the way from one of its names to a message. */
final class OrderReader {
    private final Casebook book;
    private final ApiClient legal;

    OrderReader(Casebook book) {
        this.book = book;
        this.legal = book.desks.of(Desks.LEGAL);
    }

    OrderFacts order() {
        JsonNode order = legal.get("/api/takedown/orders/" + book.order);
        JsonNode entry = order.path("entry");
        Map<String, String> seen = new HashMap<>();
        // the last look that saw anything stays: one that failed says nothing about the name
        book.desks.all(Desks.LEGAL, "/api/takedown/orders/" + book.order + "/observations").stream()
                .filter(look -> !look.path("verdict").asText().equals("UNKNOWN"))
                .sorted(Comparator.comparing(
                        look -> Instant.parse(look.path("at").asText())))
                .forEach(look -> seen.put(
                        look.path("target").asText(), look.path("verdict").asText()));
        List<LineFacts> lines = book.desks.all(Desks.LEGAL, ServiceChapter.schedule(book.order)).stream()
                .map(line -> line(line, seen))
                .toList();
        return new OrderFacts(
                book.order,
                order.path("state").asText(),
                entry.path("docket").asText(),
                entry.path("judge").asText(),
                entry.path("certifiedCopy").path("sha256").asText(),
                order.path("drafter").path("name").asText(),
                order.path("approver").path("name").asText(),
                lines);
    }

    private static LineFacts line(JsonNode line, Map<String, String> seen) {
        String value = line.path("target").path("value").asText();
        return new LineFacts(
                line.path("line").asText(),
                line.path("target").path("kind").asText(),
                value,
                line.path("action").asText(),
                text(line.path("addressee").path("registrar")),
                line.path("state").asText(),
                seen.get(value),
                text(line.path("why")));
    }

    List<NoticeFacts> notices() {
        return book.desks.all(Desks.LEGAL, ServiceChapter.notices(book.order)).stream()
                .map(notice -> new NoticeFacts(
                        notice.path("id").asText(),
                        notice.path("registrar").asText(),
                        notice.path("channel").asText(),
                        notice.path("state").asText(),
                        notice.path("to").asText(),
                        text(notice.path("proof")),
                        notice.path("names").size()))
                .toList();
    }

    /** Backwards, from a name that is down to one of the messages that the order cites for it. */
    Chain chain(OrderFacts order) {
        LineFacts line = order.lines().stream()
                .filter(l -> l.kind().equals("DOMAIN") && l.state().equals("DOWN"))
                .findFirst()
                .orElse(order.lines().get(0));
        JsonNode cited = legal.get("/api/takedown/orders/" + order.id()).path("targets");
        String exhibit = StreamSupport.stream(cited.spliterator(), false)
                .filter(target -> target.path("value").asText().equals(line.value()))
                .findFirst()
                .map(target -> target.path("exhibits").path(0).asText())
                .orElseThrow(() -> new CommandFailed("the order cites no exhibit for " + line.value()));
        String notice = book.desks.all(Desks.LEGAL, ServiceChapter.notices(order.id())).stream()
                .filter(n -> Casebook.mentions(n.path("names"), line.value()))
                .findFirst()
                .map(n -> n.path("id").asText())
                .orElse("");
        JsonNode message = legal.get("/api/evidence/exhibits/" + exhibit);
        return new Chain(
                message.path("sha256").asText(),
                exhibit,
                message.path("receipts").path(0).path("batch").asText(),
                message.path("leafIndex").asLong(),
                line.value(),
                book.operator,
                order.id(),
                line.line(),
                notice);
    }

    static @Nullable String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }
}
