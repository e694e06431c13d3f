package org.trapline.cli.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trapline.cli.demo.Facts.LineFacts;
import org.trapline.cli.demo.Facts.NoticeFacts;
import org.trapline.cli.demo.Facts.OperatorFacts;
import org.trapline.cli.demo.Facts.SiteFacts;
import org.trapline.cli.demo.SpamRing.Behaviour;
import org.trapline.cli.demo.SpamRing.Fate;
import org.trapline.cli.demo.SpamRing.Registrar;
import org.trapline.cli.demo.SpamRing.Site;

/** Holds what the platform says against what is known to be true. No disagreement: the demonstration holds. */
final class Verdict {
    private final List<String> disagreements = new ArrayList<>();
    private final SpamRing ring;
    private final Truth truth;
    private final Facts facts;

    private Verdict(SpamRing ring, Truth truth, Facts facts) {
        this.ring = ring;
        this.truth = truth;
        this.facts = facts;
    }

    static List<String> of(SpamRing ring, Truth truth, Facts facts) {
        Verdict verdict = new Verdict(ring, truth, facts);
        verdict.evidence();
        verdict.sites();
        verdict.operators();
        verdict.order();
        verdict.notices();
        return verdict.disagreements;
    }

    private void evidence() {
        Facts.EvidenceFacts evidence = facts.evidence();
        expect("exhibits", truth.distinct(), evidence.exhibits());
        expect("bytes of exhibits that nobody handed in", 0, evidence.foreign());
        expect("sampled exhibits that are byte-identical", evidence.sampled(), evidence.identical());
        expect(
                "inclusion proof of exhibit " + evidence.proof().exhibit(),
                true,
                evidence.proof().holds());
        expect("signature of the checkpoint", true, evidence.signatureHolds());
    }

    private void sites() {
        Set<String> found = new HashSet<>();
        for (SiteFacts site : facts.sites()) {
            found.add(site.site());
            if (!truth.plausible(site.site(), site.exhibits())) {
                disagreements.add(site.site() + ": " + site.exhibits() + " exhibits cannot be");
            }
            if (site.known() < site.exhibits()) {
                disagreements.add(site.site() + ": evidence has " + site.exhibits() + " exhibits, attribution only "
                        + site.known());
            }
        }
        expect("advertised sites", truth.sites(), found);
    }

    private void operators() {
        Set<String> ours = names(ring.sites());
        Optional<OperatorFacts> operator = facts.operators().stream()
                .filter(o -> o.sites().stream().anyMatch(ours::contains))
                .findFirst();
        if (operator.isEmpty()) {
            disagreements.add("no operator was found for the ring's sites");
            return;
        }
        expect("sites of the ring's operator", ours, Set.copyOf(operator.get().sites()));
        Set<String> parties = Stream.concat(
                        ring.companies().stream(), ring.people().stream().map(SpamRing.Person::name))
                .collect(Collectors.toSet());
        expect(
                "parties of the ring's operator",
                parties,
                Set.copyOf(operator.get().parties()));
        expect(
                "ringleader",
                ring.ringleader().name(),
                String.valueOf(operator.get().ringleader()));
        expect(
                "review of the operator",
                "ACCEPTED",
                String.valueOf(operator.get().reviewed()));
        Set<String> others = names(ring.others());
        boolean apart =
                facts.operators().stream().anyMatch(o -> Set.copyOf(o.sites()).equals(others));
        expect("the second operator stands by itself", true, apart);
        Set<String> innocent = names(ring.bystanders());
        innocent.add(ring.brand());
        boolean drawnIn =
                facts.operators().stream().flatMap(o -> o.sites().stream()).anyMatch(innocent::contains);
        expect("bystanders or the imitated brand in an operator", false, drawnIn);
    }

    private void order() {
        expect("state of the order", "SERVED", facts.order().state());
        for (Site site : ring.sites()) {
            Fate fate = ring.fateOf(site);
            Optional<LineFacts> line = facts.order().line(site.name());
            String state = line.map(LineFacts::state).orElse("absent");
            expect("line of " + site.name(), fate.name(), state);
            boolean silent = line.map(LineFacts::why).orElse("").isBlank();
            if ((fate == Fate.BOUNCED || fate == Fate.UNSERVED) && silent) {
                disagreements.add("line of " + site.name() + " does not say why it is " + state);
            }
            if (fate == Fate.DOWN) {
                expect(
                        "last look at " + site.name(),
                        "HELD",
                        line.map(LineFacts::lastSeen).orElse("none"));
            }
        }
        ring.companies().forEach(c -> expect("line of " + c, "SERVED", stateOf(c)));
        for (SpamRing.Person person : ring.people()) {
            String state = person.role() == SpamRing.Role.POSSIBLE_ALIAS ? "AWAITING_RETURN" : "SERVED";
            expect("line of " + person.name(), state, stateOf(person.name()));
        }
    }

    private String stateOf(String target) {
        return facts.order().line(target).map(LineFacts::state).orElse("absent");
    }

    private void notices() {
        for (Registrar registrar : ring.registrars()) {
            List<NoticeFacts> notices = facts.notices().stream()
                    .filter(n -> n.registrar().equals(registrar.ianaId()))
                    .toList();
            Set<String> fates = registrar.behaviour() == Behaviour.BOUNCE ? Set.of("BOUNCED") : Set.of("DOWN");
            long names = ring.sites().stream()
                    .filter(s -> s.registrar().equals(registrar.ianaId())
                            && fates.contains(ring.fateOf(s).name()))
                    .count();
            expect("names in notices to " + registrar.name(), names, (long)
                    notices.stream().mapToInt(NoticeFacts::names).sum());
            for (NoticeFacts notice : notices) {
                boolean bounces = registrar.behaviour() == Behaviour.BOUNCE;
                expect(
                        "bounce of the notice to " + registrar.name(),
                        bounces,
                        notice.state().equals("BOUNCED"));
                boolean proven = notice.proof() != null && notice.proof().contains(bounces ? "550" : "250");
                expect("proof of the notice to " + registrar.name(), true, proven);
            }
        }
        expect(
                "a notice stands at the end of the chain",
                false,
                facts.chain().notice().isEmpty());
    }

    private void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            disagreements.add(what + ": expected " + expected + ", the platform says " + actual);
        }
    }

    private static Set<String> names(List<Site> sites) {
        return sites.stream().map(Site::name).collect(Collectors.toCollection(HashSet::new));
    }
}
