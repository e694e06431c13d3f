package org.trapline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trapline.cli.demo.SpamRing.Behaviour;
import org.trapline.cli.demo.SpamRing.Fate;
import org.trapline.cli.demo.SpamRing.Registrar;
import org.trapline.cli.demo.SpamRing.Role;
import org.trapline.cli.demo.SpamRing.Shows;
import org.trapline.cli.demo.SpamRing.Site;

class SpamRingTest {
    private final SpamRing ring = SpamRing.load();

    @Test
    void isModelledOnTheFoundingCase() {
        assertThat(ring.companies()).hasSize(2);
        assertThat(ring.people()).hasSize(7);
        assertThat(ring.people().stream().filter(p -> p.role() == Role.RINGLEADER))
                .hasSize(1);
        assertThat(ring.people().stream().filter(p -> p.role() == Role.POSSIBLE_ALIAS))
                .hasSize(1);
        assertThat(ring.sites()).hasSizeGreaterThanOrEqualTo(24);
        assertThat(ring.registrars()).hasSize(5);
        assertThat(ring.registrars().stream().map(Registrar::country).distinct())
                .hasSize(4);
        assertThat(ring.registrars().stream().map(Registrar::behaviour))
                .containsExactlyInAnyOrder(
                        Behaviour.COMPLY, Behaviour.COMPLY, Behaviour.COMPLY, Behaviour.DELAY, Behaviour.BOUNCE);
    }

    @Test
    void everyNameIsInvented() {
        List<String> names = ring.advertised().stream().map(Site::name).toList();

        assertThat(names).allMatch(name -> name.matches("[a-z-]+\\.example")).doesNotHaveDuplicates();
        assertThat(ring.brand()).endsWith(".example");
        assertThat(ring.registrars()).allMatch(r -> r.abuseEmail().endsWith(".example"));
        assertThat(ring.traps()).allMatch(t -> t.address().endsWith(".example"));
    }

    @Test
    void everySiteHasARegistrarOfTheCase() {
        List<String> known = ring.registrars().stream().map(Registrar::ianaId).toList();

        assertThat(ring.advertised()).allMatch(site -> known.contains(site.registrar()));
    }

    @Test
    void everyFateIsMet() {
        var fates = ring.sites().stream().collect(Collectors.groupingBy(ring::fateOf, Collectors.counting()));

        assertThat(fates).containsOnlyKeys(Fate.values());
        assertThat(fates.get(Fate.DOWN)).isGreaterThan(20);
    }

    @Test
    void brandAndBystandersAreNoTargets() {
        List<String> targets = ring.sites().stream().map(Site::name).toList();

        assertThat(targets).doesNotContain(ring.brand());
        assertThat(ring.bystanders())
                .allMatch(b -> b.shows() == Shows.MAIL_DROP)
                .noneMatch(b -> targets.contains(b.name()));
        assertThat(ring.sites()).anyMatch(site -> site.shows() == Shows.MAIL_DROP);
    }
}
