package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.trapline.cli.ApiClient;
import org.trapline.cli.demo.SpamRing.Quirk;
import org.trapline.cli.demo.SpamRing.Registrar;
import org.trapline.cli.demo.SpamRing.Trap;

/** Traps and registrars are entered once for an installation; each run of the story is a matter of its own. */
final class MatterChapter {
    private MatterChapter() {}

    static void play(Casebook book) {
        registers(book);
        // the service can turn a name into a person only after that person has called it once
        for (String user : List.of(Desks.INVESTIGATOR, Desks.SECOND_LEGAL)) {
            book.desks.of(user).get("/api/takedown/matters?limit=1");
        }
        JsonNode matter = book.desks
                .of(Desks.LEGAL)
                .create(
                        "/api/takedown/matters",
                        Map.of(
                                "name",
                                "Quayside (demonstration of " + book.narrator.begun() + ")",
                                "members",
                                List.of(Desks.INVESTIGATOR, Desks.SECOND_LEGAL)));
        book.matter = matter.path("id").asText();
        book.narrator.tell(
                Desks.LEGAL, "opens matter " + book.matter + " for investigator1 and legal2; nobody else sees it");
    }

    private static void registers(Casebook book) {
        ApiClient admin = book.desks.of(Desks.ADMIN);
        book.desks.each(
                Desks.ADMIN,
                "/api/evidence/traps",
                trap -> book.traps.put(
                        trap.path("name").asText(), trap.path("id").asText()));
        List<Trap> newTraps = book.ring.traps().stream()
                .filter(t -> !book.traps.containsKey(t.name()))
                .toList();
        for (Trap trap : newTraps) {
            JsonNode made = admin.create(
                    "/api/evidence/traps",
                    Map.of(
                            "name", trap.name(),
                            "pool", trap.pool(),
                            "operator", trap.operator(),
                            "address", trap.address(),
                            "affidavit", "Affidavit T-1 (specimen): this address was never given to anybody."));
            book.traps.put(trap.name(), made.path("id").asText());
        }
        Set<String> registrars = book.desks.all(Desks.ADMIN, "/api/takedown/registrars").stream()
                .map(r -> r.path("ianaId").asText())
                .collect(Collectors.toSet());
        List<Registrar> newRegistrars = book.ring.registrars().stream()
                .filter(r -> !registrars.contains(r.ianaId()))
                .toList();
        for (Registrar registrar : newRegistrars) {
            admin.create(
                    "/api/takedown/registrars",
                    Map.of(
                            "ianaId", registrar.ianaId(),
                            "name", registrar.name(),
                            "country", registrar.country(),
                            "abuseContacts", contacts(book, registrar),
                            "channels", List.of("EMAIL", "PORTAL"),
                            "reach", registrar.country().equals("US") ? "IN_REACH" : "VOLUNTARY"));
        }
        book.narrator.tell(
                Desks.ADMIN,
                "%d traps and %d registrars are on file (%d and %d of them new)"
                        .formatted(
                                book.ring.traps().size(),
                                book.ring.registrars().size(),
                                newTraps.size(),
                                newRegistrars.size()));
    }

    /** The directory fills what RDAP leaves out, so it must not know what the story wants left out. */
    private static List<String> contacts(Casebook book, Registrar registrar) {
        boolean unknown = book.ring.sites().stream()
                .anyMatch(s ->
                        s.quirk() == Quirk.NO_ABUSE_CONTACT && s.registrar().equals(registrar.ianaId()));
        return unknown ? List.of() : List.of(registrar.abuseEmail());
    }
}
