package org.trapline.cli.demo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The demonstration case. Every name, company, address and site in it is invented; it accuses nobody.
 *
 * @param poBox the post office box that both companies give as their address
 * @param mailDrop an address with many unrelated tenants, two of the ring's sites among them: shared, and yet no tie
 * @param otherBox the box of the second, unrelated operator
 * @param brand the domain of the bank that some messages imitate; must never become a target
 * @param paymentAccount where the money of the test purchases goes
 * @param companies the two companies, the employer of the six first
 * @param sites the ring's sites, all named in the order
 * @param others sites of a second small operator whose mail reaches the same traps
 * @param bystanders senders of ordinary newsletters, tenants of the mail drop
 */
record SpamRing(
        String poBox,
        String mailDrop,
        String otherBox,
        String brand,
        String paymentAccount,
        List<String> companies,
        List<Person> people,
        List<Registrar> registrars,
        List<Trap> traps,
        List<Site> sites,
        List<Site> others,
        List<Site> bystanders) {

    static SpamRing load() {
        return DemoResource.read("spam-ring.json", SpamRing.class);
    }

    /** Everything that the trap mail advertises in earnest; the imitated brand is linked too, but not advertised. */
    List<Site> advertised() {
        return Stream.of(sites, others, bystanders).flatMap(List::stream).toList();
    }

    Registrar registrar(String ianaId) {
        return registrars.stream()
                .filter(r -> r.ianaId().equals(ianaId))
                .findFirst()
                .orElseThrow();
    }

    Person ringleader() {
        return people.stream()
                .filter(p -> p.role() == Role.RINGLEADER)
                .findFirst()
                .orElseThrow();
    }

    Optional<Site> site(String name) {
        return sites.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** What must have become of a name of the order once the registrars' keepers have had their time. */
    Fate fateOf(Site site) {
        return switch (site.quirk()) {
            case DROPPED -> Fate.DROPPED;
            case UNREGISTERED, NO_ABUSE_CONTACT -> Fate.UNSERVED;
            case NONE -> registrar(site.registrar()).behaviour() == Behaviour.BOUNCE ? Fate.BOUNCED : Fate.DOWN;
        };
    }

    enum Role {
        RINGLEADER,
        EMPLOYEE,
        POSSIBLE_ALIAS
    }

    /** What the registrar's keeper does with a notice. */
    enum Behaviour {
        COMPLY,
        DELAY,
        BOUNCE
    }

    /** The address that the registrant of a name shows in RDAP. */
    enum Shows {
        PO_BOX,
        MAIL_DROP,
        OWN_BOX,
        REDACTED
    }

    /** What is special about a name. */
    enum Quirk {
        NONE,
        /** No registrar knows it. */
        UNREGISTERED,
        /** Its RDAP record gives no abuse contact. */
        NO_ABUSE_CONTACT,
        /** The court strikes it from the order. */
        DROPPED
    }

    /** Where a line of the order must end. */
    enum Fate {
        DOWN,
        BOUNCED,
        UNSERVED,
        DROPPED
    }

    record Person(String name, Role role) {}

    /** @param delayMillis how long the keeper waits before it complies, in milliseconds */
    record Registrar(
            String ianaId, String name, String country, String abuseEmail, Behaviour behaviour, long delayMillis) {}

    /** @param operator the mailbox provider that runs the trap */
    record Trap(String name, String pool, String operator, String address) {}

    /** @param holder the registrant's organisation, for names that are not the ring's */
    record Site(
            String name,
            Product product,
            String registrar,
            Shows shows,
            Quirk quirk,
            @Nullable String holder) {
        Site {
            // an ordinary site says nothing about quirks in the resource
            quirk = quirk == null ? Quirk.NONE : quirk;
        }
    }
}
