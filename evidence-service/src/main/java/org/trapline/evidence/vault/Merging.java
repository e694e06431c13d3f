package org.trapline.evidence.vault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which objects are merged: sixteen in a row of which none makes up more than half, so that a byte is written again only when
 * its object at least doubles.
 */
final class Merging {

    static final int FAN_IN = 16;
    private static final int PAGE = 1000;

    private Merging() {}

    /** Segments of the objects to be merged next, in order; empty when there are none. */
    static List<Segment> next(Segments segments, long upTo) {
        Deque<List<Segment>> row = new ArrayDeque<>();
        List<Segment> object = new ArrayList<>();
        List<Segment> page = segments.after(0, PAGE);
        while (!page.isEmpty()) {
            for (Segment segment : page) {
                if (!object.isEmpty() && !object.get(0).object().equals(segment.object())) {
                    row.addLast(object);
                    object = new ArrayList<>();
                    if (worthwhile(row, upTo)) {
                        return row.stream().flatMap(List::stream).toList();
                    }
                }
                object.add(segment);
            }
            page = segments.after(page.get(page.size() - 1).number(), PAGE);
        }
        if (!object.isEmpty()) {
            row.addLast(object);
        }
        return worthwhile(row, upTo) ? row.stream().flatMap(List::stream).toList() : List.of();
    }

    private static boolean worthwhile(Deque<List<Segment>> row, long upTo) {
        if (row.size() > FAN_IN) {
            row.removeFirst();
        }
        if (row.size() < FAN_IN) {
            return false;
        }
        long total = row.stream().mapToLong(Merging::size).sum();
        long largest = row.stream().mapToLong(Merging::size).max().orElse(0);
        return total <= upTo && largest <= total / 2;
    }

    /** Objects of the directory store have no size in their rows: they are never merged. */
    private static long size(List<Segment> object) {
        return object.stream()
                .mapToLong(s -> s.size() == null ? Long.MAX_VALUE / FAN_IN : s.size())
                .sum();
    }
}
