package org.trapline.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trapline.cli.ApiClient;
import org.trapline.cli.ApiProblem;
import org.trapline.cli.CommandFailed;
import org.trapline.cli.demo.SpamRing.Quirk;
import org.trapline.cli.demo.SpamRing.Site;

/** The case and its order, from draft to service: two people approve, the court enters all names but one. */
final class OrderChapter {
    private static final Duration NEWS = Duration.ofSeconds(60);

    private final Casebook book;
    private final ApiClient legal;

    private OrderChapter(Casebook book) {
        this.book = book;
        this.legal = book.desks.of(Desks.LEGAL);
    }

    static void play(Casebook book) {
        OrderChapter chapter = new OrderChapter(book);
        chapter.openCase();
        chapter.draft();
        chapter.approve();
        chapter.file();
        chapter.enter();
        chapter.advance(Desks.LEGAL, "service", Map.of(), "SERVED");
        book.narrator.tell(Desks.LEGAL, "has the order served: every registrar gets one notice for its names");
    }

    private void openCase() {
        List<Map<String, Object>> parties = new ArrayList<>();
        parties.add(Map.of("kind", "PLAINTIFF", "name", "Commonwealth of Eastmere (invented)"));
        book.ring.companies().forEach(c -> parties.add(party("COMPANY", c)));
        book.ring.people().forEach(p -> parties.add(party("PERSON", p.name())));
        book.caseId = legal.create(
                        "/api/takedown/cases",
                        Map.of(
                                "matter",
                                book.matter,
                                "title",
                                "Commonwealth v. Quayside Fulfilment Services and others (specimen)",
                                "court",
                                Map.of(
                                        "name", "Superior Court of Eastmere County (invented)",
                                        "level", "trial court",
                                        "state", "Eastmere (invented)",
                                        "division", "Business Session"),
                                "counts",
                                List.of(Map.of(
                                        "statute", "Eastmere General Laws ch. 93A (invented)",
                                        "section", "2",
                                        "title", "Unfair or deceptive acts")),
                                "parties",
                                parties))
                .path("id")
                .asText();
        book.narrator.tell(Desks.LEGAL, "opens the case with %d parties".formatted(parties.size()));
    }

    private Map<String, Object> party(String kind, String name) {
        return Map.of("kind", kind, "name", name, "attributionParty", book.party(name));
    }

    private void draft() {
        book.order = legal.create("/api/takedown/orders", new DraftOrder(book).content())
                .path("id")
                .asText();
        book.narrator.tell(
                Desks.LEGAL,
                "drafts order %s against %d sites, %d companies and %d persons, reasons and exhibits with each"
                        .formatted(
                                book.order,
                                book.ring.sites().size(),
                                book.ring.companies().size(),
                                book.ring.people().size()));
    }

    private void approve() {
        try {
            act(legal, "approvals", Map.of("If-Match", read(legal)), Map.of(), book.order + "-own-approval");
            throw new CommandFailed("the drafter's own approval was accepted, which must never be");
        } catch (ApiProblem refused) {
            if (refused.status() != 403) {
                throw refused;
            }
            book.narrator.tell(Desks.LEGAL, "tries to approve it alone: 403, " + refused.title());
        }
        // what she approves is the version that she has read, and no later one
        Map<String, String> asRead = Map.of("If-Match", read(book.desks.of(Desks.SECOND_LEGAL)));
        advance(Desks.SECOND_LEGAL, "approvals", asRead, Map.of(), "APPROVED");
        book.narrator.tell(Desks.SECOND_LEGAL, "approves it");
    }

    /** The version of the order as it is now. */
    private String read(ApiClient reader) {
        return reader.send("GET", "/api/takedown/orders/" + book.order, Map.of(), null)
                .etag();
    }

    private void file() {
        Map<String, Object> filing = Map.of("filedAt", Instant.now().toString());
        // the review of the operator may still be on its way from attribution
        Waiting.untilAccepted(NEWS, refusal -> refusal.type().contains("operator"), () -> {
            advance(Desks.LEGAL, "filing", filing, "FILED");
            return true;
        });
        book.narrator.tell(Desks.LEGAL, "files it: exhibits and explanation are frozen with their hashes");
    }

    private void enter() {
        List<String> names = new ArrayList<>();
        book.ring.sites().stream().filter(s -> s.quirk() != Quirk.DROPPED).forEach(s -> names.add(s.name()));
        names.addAll(book.ring.companies());
        book.ring.people().forEach(p -> names.add(p.name()));
        String docket = "EX-2025-SPECIMEN-" + book.order.substring(book.order.length() - 6);
        Specimen copy = Specimen.of("Temporary restraining order, docket " + docket, names);
        String exhibit = Claims.deposit(book, Desks.LEGAL, copy);
        book.documents.put(copy.title(), exhibit);
        advance(
                Desks.LEGAL,
                "entry",
                Map.of(
                        "docket",
                        docket,
                        "judge",
                        "Hon. Perpetua Finch (invented)",
                        "enteredAt",
                        Instant.now().toString(),
                        "certifiedCopy",
                        Map.of("sha256", copy.sha256(), "pages", copy.pages()),
                        "names",
                        names),
                "ENTERED");
        book.narrator.tell(
                "the court",
                "enters it, docket %s, without %s; the certified copy is exhibit %s"
                        .formatted(
                                docket,
                                book.ring.sites().stream()
                                        .filter(s -> s.quirk() == Quirk.DROPPED)
                                        .map(Site::name)
                                        .toList(),
                                exhibit));
    }

    private void advance(String user, String act, Map<String, Object> body, String state) {
        advance(user, act, Map.of(), body, state);
    }

    private void act(ApiClient user, String act, Map<String, String> headers, Map<String, Object> body, String key) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Idempotency-Key", key);
        user.send("POST", "/api/takedown/orders/" + book.order + "/" + act, all, body);
    }

    /**
     * Takes the order one step further. An answer may be lost with the service that gave it: the step is then found to
     * be illegal the second time, in the very state that it leads to.
     */
    private void advance(String user, String act, Map<String, String> headers, Map<String, Object> body, String state) {
        try {
            act(book.desks.of(user), act, headers, body, book.order + "-" + act);
        } catch (ApiProblem refused) {
            boolean done = refused.status() == 409
                    && legal.get("/api/takedown/orders/" + book.order)
                            .path("state")
                            .asText()
                            .equals(state);
            if (!done) {
                throw refused;
            }
        }
    }
}
