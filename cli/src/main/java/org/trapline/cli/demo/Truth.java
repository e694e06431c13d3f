package org.trapline.cli.demo;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the generator knows about the mail that it made; the platform's answers are held against it. Thread-safe. */
final class Truth {
    private final BitSet seen = new BitSet();
    private final Set<String> hashes = new HashSet<>();
    private final Map<String, Integer> certain = new HashMap<>();
    private final Map<String, Integer> possible = new HashMap<>();
    private long bytes;

    /** A message that is sent a second time, after a fault, is noted once. */
    synchronized void note(TrapMessage message) {
        if (seen.get(message.index())) {
            return;
        }
        seen.set(message.index());
        bytes += message.bytes().length;
        if (!hashes.add(message.sha256())) {
            return;
        }
        for (String site : message.sites()) {
            possible.merge(site, 1, Integer::sum);
            if (message.linksPlain()) {
                certain.merge(site, 1, Integer::sum);
            }
        }
    }

    synchronized int messages() {
        return seen.cardinality();
    }

    synchronized int distinct() {
        return hashes.size();
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized boolean knows(String sha256) {
        return hashes.contains(sha256);
    }

    synchronized Set<String> sites() {
        return Set.copyOf(possible.keySet());
    }

    /** Whether so many exhibits may advertise the site: a broken message need not give up its links. */
    synchronized boolean plausible(String site, long exhibits) {
        return exhibits >= certain.getOrDefault(site, 0) && exhibits <= possible.getOrDefault(site, 0);
    }
}
