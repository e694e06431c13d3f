package org.trapline.attribution.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.operators.Evidence.Holding;
import org.trapline.attribution.operators.Evidence.Relation;
import org.trapline.attribution.operators.Node.Kind;

/** Evidence of invented rings. */
final class Rings {

    static final Node NORTH = Node.party(Kind.COMPANY, new UUID(1, 1));
    static final Node SOUTH = Node.party(Kind.COMPANY, new UUID(1, 2));
    static final Node LEADER = Node.party(Kind.PERSON, new UUID(2, 1));
    static final Node CLERK = Node.party(Kind.PERSON, new UUID(2, 2));
    static final Node STRANGER = Node.party(Kind.PERSON, new UUID(2, 3));
    static final Node PILLS = Node.site("pills.example");
    static final Node WATCHES = Node.site("watches.example");

    static final String BOX = "P.O. Box 77, Harbour City";

    private Rings() {}

    static Holding holds(Node node, Trait trait, String value, String source) {
        return Holding.of(node, trait, value, source, null);
    }

    static Relation says(Node from, Tie tie, Node to, String source) {
        return new Relation(from, tie, to, 0.9, source, null);
    }

    static Relation shown(Node from, Tie tie, Node to, String source, @Nullable UUID exhibit) {
        return new Relation(from, tie, to, 0.9, source, exhibit);
    }

    /** Two companies with one post office box, by two filings. */
    static List<Evidence> twoCompanies() {
        return new ArrayList<>(List.of(
                holds(NORTH, Trait.PO_BOX, BOX, "FILING:north"),
                holds(SOUTH, Trait.PO_BOX, "PO BOX 77 Harbour City", "FILING:south")));
    }

    /** The two companies, who leads and who works for them, and a site. */
    static List<Evidence> ring() {
        List<Evidence> ring = twoCompanies();
        ring.add(says(LEADER, Tie.DIRECTS, NORTH, "WITNESS:w1"));
        ring.add(says(CLERK, Tie.WORKS_FOR, NORTH, "WITNESS:w2"));
        ring.add(says(SOUTH, Tie.OPERATES, PILLS, "ACCOUNT:a1"));
        return ring;
    }

    /** That many companies behind one box. */
    static List<Evidence> mailDrop(int companies) {
        List<Evidence> drop = new ArrayList<>();
        for (int i = 0; i < companies; i++) {
            drop.add(holds(Node.party(Kind.COMPANY, new UUID(9, i)), Trait.PO_BOX, BOX, "FILING:" + i));
        }
        return drop;
    }
}
