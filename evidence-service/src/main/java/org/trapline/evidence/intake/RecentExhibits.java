package org.trapline.evidence.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The exhibits of the last commits of this process. Messages are looked for in the rows before they are read, and reading takes
 * a while: what was committed meanwhile is found here, and the rows need not be asked again. What another process commits
 * is not: of that the rows refuse a second one.
 */
@ApplicationScoped
class RecentExhibits {

    private static final int MOST = 4096;

    private final Map<ByteBuffer, UUID> exhibits = new HashMap<>();
    private final Deque<Collection<ByteBuffer>> commits = new ArrayDeque<>();
    private long made;

    /** How many commits this process has made: taken before the rows are asked. */
    synchronized long commits() {
        return made;
    }

    synchronized void add(Map<ByteBuffer, UUID> committed) {
        made++;
        exhibits.putAll(committed);
        commits.add(committed.keySet());
        while (exhibits.size() > MOST || commits.size() > MOST) {
            exhibits.keySet().removeAll(commits.remove());
        }
    }

    /** After a commit of which nobody knows how it ended: whatever was looked for before it has to be looked for again. */
    synchronized void forget() {
        made++;
        exhibits.clear();
        commits.clear();
    }

    /**
     * Those of some hashes that were committed after so many commits, or just before; empty when not all of the commits since
     * are remembered.
     */
    synchronized Optional<Map<ByteBuffer, UUID>> since(long commit, Collection<ByteBuffer> hashes) {
        if (commit < made - commits.size()) {
            return Optional.empty();
        }
        Map<ByteBuffer, UUID> found = new HashMap<>();
        for (ByteBuffer hash : hashes) {
            UUID exhibit = exhibits.get(hash);
            if (exhibit != null) {
                found.put(hash, exhibit);
            }
        }
        return Optional.of(found);
    }
}
