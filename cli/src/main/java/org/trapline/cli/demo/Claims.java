package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trapline.cli.ApiClient;
import org.trapline.cli.demo.SpamRing.Person;
import org.trapline.cli.demo.SpamRing.Role;
import org.trapline.cli.demo.SpamRing.Shows;
import org.trapline.cli.demo.SpamRing.Site;

/** What the investigator knows from papers and people: documents deposited as exhibits, parties, and claims with their sources. */
final class Claims {
    /** So many unrelated firms at one address make sharing it say little; see the weights in attribution. */
    private static final int TENANTS = 160;

    private static final String FILINGS = "Business certificates of the two companies";
    private static final String WITNESS = "Statement of a former clerk";
    private static final String ACCOUNTS = "Receipts of the test purchases";
    private static final String DIRECTORY = "Directory of the mail drop's tenants";

    private final Casebook book;
    private final SpamRing ring;
    private final ApiClient investigator;
    private int entered;

    Claims(Casebook book) {
        this.book = book;
        this.ring = book.ring;
        this.investigator = book.desks.of(Desks.INVESTIGATOR);
    }

    /** Who else has a box at the address that two of the ring's sites give: entered first, so that it never misleads. */
    void mailDrop() {
        document(DIRECTORY, tenants().toList());
        tenants().forEach(tenant -> {
            party("COMPANY", tenant);
            claim(
                    ofParty(tenant),
                    "USES_PO_BOX",
                    Map.of("value", ring.mailDrop()),
                    "FILING",
                    "business certificate of " + tenant,
                    DIRECTORY);
        });
        book.narrator.tell(
                Desks.INVESTIGATOR,
                "enters the %d tenants of a mail drop: a box that proves little".formatted(TENANTS));
    }

    void ring() {
        document(
                FILINGS,
                ring.companies().stream()
                        .map(c -> c + ", unincorporated; address: " + ring.poBox())
                        .toList());
        document(
                WITNESS,
                List.of(
                        "I kept the post of both companies and saw who gave the instructions.",
                        ring.ringleader().name() + " gave them. The others were on the payroll of "
                                + ring.companies().get(0) + ".",
                        "I never saw all of the seven in one room, and two of them may be one man."));
        document(
                ACCOUNTS,
                accountSites()
                        .map(s -> s.name() + " took the payment to " + ring.paymentAccount())
                        .toList());
        ring.companies().forEach(c -> party("COMPANY", c));
        ring.people().forEach(p -> party("PERSON", p.name()));
        filings();
        witness();
        accounts();
        book.narrator.tell(
                Desks.INVESTIGATOR,
                "enters %d parties and %d claims in all, each with its source; %d documents are exhibits now"
                        .formatted(book.parties.size(), entered, book.documents.size()));
    }

    private void document(String title, List<String> lines) {
        book.documents.put(title, deposit(book, Desks.INVESTIGATOR, Specimen.of(title, lines)));
    }

    /** Any number of deposits of the same bytes are one exhibit. */
    static String deposit(Casebook book, String user, Specimen specimen) {
        return book.desks
                .of(user)
                .send(
                        "PUT",
                        "/api/evidence/exhibits/by-hash/" + specimen.sha256() + "?kind=DOCUMENT&matter=" + book.matter,
                        Map.of("Content-Type", "application/octet-stream"),
                        specimen.bytes())
                .json()
                .path("id")
                .asText();
    }

    private void party(String kind, String name) {
        JsonNode party = investigator.create(
                "/api/attribution/parties", Map.of("matter", book.matter, "kind", kind, "name", name));
        book.parties.put(name, party.path("id").asText());
    }

    private void filings() {
        ring.companies()
                .forEach(c -> claim(
                        ofParty(c),
                        "USES_PO_BOX",
                        Map.of("value", ring.poBox()),
                        "FILING",
                        "business certificate of " + c,
                        FILINGS));
        claim(
                ofParty(ring.companies().get(1)),
                "USES_PAYMENT_ACCOUNT",
                account(),
                "FILING",
                "merchant application",
                FILINGS);
    }

    private void witness() {
        String ringleader = ring.ringleader().name();
        String employer = ring.companies().get(0);
        ring.companies().forEach(c -> says(ofParty(ringleader), "DIRECTS", ofParty(c)));
        for (Person person : ring.people()) {
            if (person.role() != Role.RINGLEADER) {
                says(ofParty(person.name()), "WORKS_FOR", ofParty(employer));
            }
            if (person.role() == Role.POSSIBLE_ALIAS) {
                says(ofParty(person.name()), "POSSIBLE_ALIAS_OF", ofParty(ringleader));
            }
        }
    }

    private void says(Map<String, String> subject, String predicate, Map<String, String> object) {
        claim(subject, predicate, object, "WITNESS", "statement of a former clerk", WITNESS);
    }

    /** Where RDAP shows nothing that ties a name to the ring, a purchase does. */
    private void accounts() {
        accountSites()
                .forEach(site -> claim(
                        Map.of("site", site.name()),
                        "USES_PAYMENT_ACCOUNT",
                        account(),
                        "ACCOUNT",
                        "test purchase at " + site.name(),
                        ACCOUNTS));
    }

    private Stream<Site> accountSites() {
        return ring.sites().stream().filter(s -> s.shows() != Shows.PO_BOX);
    }

    private Stream<String> tenants() {
        return IntStream.rangeClosed(1, TENANTS).mapToObj("Tenant %03d of the mail drop"::formatted);
    }

    private Map<String, String> account() {
        return Map.of("value", ring.paymentAccount());
    }

    private Map<String, String> ofParty(String name) {
        return Map.of("party", book.party(name));
    }

    private void claim(
            Map<String, String> subject,
            String predicate,
            Map<String, String> object,
            String source,
            String reference,
            String document) {
        investigator.create(
                "/api/attribution/claims",
                Map.of(
                        "matter",
                        book.matter,
                        "subject",
                        subject,
                        "predicate",
                        predicate,
                        "object",
                        object,
                        "source",
                        Map.of(
                                "kind", source,
                                "reference", reference,
                                "exhibit", book.document(document)),
                        "observedAt",
                        "2025-07-04"));
        entered++;
        book.narrator.passing("%d claims entered".formatted(entered));
    }
}
