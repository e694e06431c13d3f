package org.trapline.attribution.operators;

import java.util.List;
import java.util.SortedSet;
import java.util.UUID;

/**
 * One reason to hold two nodes for one operator's.
 *
 * @param a         the one, in the order of nodes for a shared value, the subject of a relation
 * @param b         the other
 * @param kind      a {@link Trait} or a {@link Tie}
 * @param value     what is shared; empty for a relation
 * @param bits      its weight, 0 or more
 * @param frequency entities of the matter that hold the value; 2 for a relation
 * @param sources   who says so
 * @param exhibits  what shows it, at most {@value #EXHIBITS_SHOWN}
 * @param exhibitCount how many exhibits show it; they do not add to the weight
 * @param counted   whether its bits are part of the pair's total: a source's best reason counts, once
 */
record Link(
        Node a,
        Node b,
        String kind,
        String value,
        double bits,
        int frequency,
        SortedSet<String> sources,
        List<UUID> exhibits,
        int exhibitCount,
        boolean counted) {

    static final int EXHIBITS_SHOWN = 20;

    Link asCounted() {
        return new Link(a, b, kind, value, bits, frequency, sources, exhibits, exhibitCount, true);
    }
}
