package org.trapline.cli.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trapline.cli.demo.SpamRing.Quirk;
import org.trapline.cli.demo.SpamRing.Registrar;
import org.trapline.cli.demo.SpamRing.Site;

/** The world outside as it was: registrars, and the names that the ring and others hold with them. */
final class WorldChapter {
    private static final List<String> RING_SERVERS = List.of("ns1.tidewater-dns.example", "ns2.tidewater-dns.example");

    private WorldChapter() {}

    static void play(Casebook book) {
        SpamRing ring = book.ring;
        // a world left over from an earlier run has the ring's names on hold
        book.desks.outside().post("/reset", Map.of());
        for (Registrar registrar : ring.registrars()) {
            book.desks.outside().create("/registrars", registrar);
        }
        List<Map<String, Object>> names = new ArrayList<>();
        ring.sites().stream()
                .filter(s -> s.quirk() != Quirk.UNREGISTERED)
                .forEach(s -> names.add(domain(ring, s, RING_SERVERS)));
        ring.others().forEach(s -> names.add(domain(ring, s, List.of("ns1.lantern-kits.example"))));
        ring.bystanders().forEach(s -> names.add(domain(ring, s, List.of("ns1." + s.name()))));
        names.add(Map.of(
                "name", ring.brand(),
                "registrarIanaId", "9902",
                "nameservers", List.of("ns1." + ring.brand()),
                "address", "192.0.2.200",
                "registrant", Map.of("org", "Bluepeak Bank (invented)")));
        book.desks.outside().create("/domains", names);
        book.narrator.tell(
                "the world",
                "%d registrars in %d countries; %d names registered, one of the ring's is not"
                        .formatted(
                                ring.registrars().size(),
                                ring.registrars().stream()
                                        .map(Registrar::country)
                                        .distinct()
                                        .count(),
                                names.size()));
    }

    private static Map<String, Object> domain(SpamRing ring, Site site, List<String> nameservers) {
        Map<String, Object> registrant = new LinkedHashMap<>();
        switch (site.shows()) {
            case PO_BOX -> {
                // the two companies divide the open registrations between them
                int company =
                        Math.floorMod(site.name().hashCode(), ring.companies().size());
                registrant.put("org", ring.companies().get(company));
                registrant.put("poBox", ring.poBox());
            }
            case MAIL_DROP -> {
                registrant.put("org", site.holder() == null ? "Holder of " + site.name() : site.holder());
                registrant.put("poBox", ring.mailDrop());
            }
            case OWN_BOX -> {
                registrant.put("org", site.holder());
                registrant.put("poBox", ring.otherBox());
            }
            case REDACTED -> registrant.put("redacted", true);
        }
        return Map.of(
                "name",
                site.name(),
                "registrarIanaId",
                site.registrar(),
                "nameservers",
                nameservers,
                "address",
                "192.0.2." + (10 + Math.floorMod(site.name().hashCode(), 180)),
                "registrant",
                registrant,
                "noAbuse",
                site.quirk() == Quirk.NO_ABUSE_CONTACT);
    }
}
