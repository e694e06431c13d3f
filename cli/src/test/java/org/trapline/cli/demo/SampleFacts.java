package org.trapline.cli.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.trapline.cli.demo.Facts.Chain;
import org.trapline.cli.demo.Facts.EvidenceFacts;
import org.trapline.cli.demo.Facts.LineFacts;
import org.trapline.cli.demo.Facts.NoticeFacts;
import org.trapline.cli.demo.Facts.OperatorFacts;
import org.trapline.cli.demo.Facts.OrderFacts;
import org.trapline.cli.demo.Facts.ProofFacts;
import org.trapline.cli.demo.Facts.Reason;
import org.trapline.cli.demo.Facts.SiteFacts;
import org.trapline.cli.demo.SpamRing.Behaviour;
import org.trapline.cli.demo.SpamRing.Fate;
import org.trapline.cli.demo.SpamRing.Registrar;
import org.trapline.cli.demo.SpamRing.Role;
import org.trapline.cli.demo.SpamRing.Site;

/** The facts of a platform that is right about everything. */
final class SampleFacts {
    final SpamRing ring = SpamRing.load();
    final Truth truth = new Truth();
    private final Map<String, Integer> exhibits = new HashMap<>();
    private long bytes;

    SampleFacts(int messages) {
        new TrapMailGenerator(ring, messages).stream().forEach(message -> {
            int before = truth.distinct();
            truth.note(message);
            if (truth.distinct() > before) {
                bytes += message.bytes().length;
                message.sites().forEach(site -> exhibits.merge(site, 1, Integer::sum));
            }
        });
    }

    Facts facts() {
        List<SiteFacts> sites = exhibits.entrySet().stream()
                .map(e -> new SiteFacts(e.getKey(), e.getValue(), e.getValue(), "9901"))
                .toList();
        return new Facts(
                "matter-1",
                truth.messages(),
                evidence(),
                sites,
                List.of(ringOperator(), otherOperator()),
                order(),
                notices(),
                new Chain(
                        "00ff",
                        "exhibit-1",
                        "batch-1",
                        12,
                        "tonicum-direct.example",
                        "operator-1",
                        "order-1",
                        "1",
                        "notice-9901"));
    }

    private EvidenceFacts evidence() {
        return new EvidenceFacts(
                truth.distinct(),
                0,
                0,
                bytes,
                Map.of("nul-bytes", 3),
                40,
                40,
                "trapline.local/evidence",
                700,
                "cm9vdA==",
                true,
                new ProofFacts("exhibit-1", 12, 700, true));
    }

    private OperatorFacts ringOperator() {
        List<String> parties = Stream.concat(
                        ring.companies().stream(), ring.people().stream().map(SpamRing.Person::name))
                .toList();
        return new OperatorFacts(
                "operator-1",
                7,
                431.5,
                names(ring.sites()),
                parties,
                "ACCEPTED",
                ring.ringleader().name(),
                "ab",
                List.of(new Reason("PO_BOX", ring.poBox(), 10.6, 20)));
    }

    private OperatorFacts otherOperator() {
        return new OperatorFacts("operator-2", 1, 27.6, names(ring.others()), List.of(), null, null, "cd", List.of());
    }

    private OrderFacts order() {
        List<LineFacts> lines = new ArrayList<>();
        for (Site site : ring.sites()) {
            Fate fate = ring.fateOf(site);
            lines.add(new LineFacts(
                    String.valueOf(lines.size() + 1),
                    "DOMAIN",
                    site.name(),
                    "HOLD",
                    site.registrar(),
                    fate.name(),
                    fate == Fate.DOWN ? "HELD" : null,
                    fate == Fate.DOWN ? null : "for a reason"));
        }
        ring.companies().forEach(c -> lines.add(party(lines.size() + 1, "COMPANY", c, "SERVED")));
        ring.people()
                .forEach(p -> lines.add(party(
                        lines.size() + 1,
                        "PERSON",
                        p.name(),
                        p.role() == Role.POSSIBLE_ALIAS ? "AWAITING_RETURN" : "SERVED")));
        return new OrderFacts("order-1", "SERVED", "EX-1", "Hon. Perpetua Finch", "ef", "legal1", "legal2", lines);
    }

    private static LineFacts party(int line, String kind, String name, String state) {
        return new LineFacts(String.valueOf(line), kind, name, "ANSWER", null, state, null, null);
    }

    private List<NoticeFacts> notices() {
        return ring.registrars().stream().map(this::notice).toList();
    }

    private NoticeFacts notice(Registrar registrar) {
        boolean bounces = registrar.behaviour() == Behaviour.BOUNCE;
        Fate fate = bounces ? Fate.BOUNCED : Fate.DOWN;
        int names = (int) ring.sites().stream()
                .filter(s -> s.registrar().equals(registrar.ianaId()) && ring.fateOf(s) == fate)
                .count();
        return new NoticeFacts(
                "notice-" + registrar.ianaId(),
                registrar.ianaId(),
                "EMAIL",
                bounces ? "BOUNCED" : "ACKNOWLEDGED",
                registrar.abuseEmail(),
                bounces ? "550 5.1.1 no such mailbox" : "250 2.0.0 queued",
                names);
    }

    private static List<String> names(List<Site> sites) {
        return sites.stream().map(Site::name).toList();
    }
}
