package org.trapline.evidence.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Canonical;
import org.trapline.evidence.exhibits.Sight;

/**
 * The chain of one exhibit.
 *
 * @param exhibit whose it is
 * @param entries in the order of their numbers
 */
public record CustodyChain(UUID exhibit, List<ChainEntry> entries) {

    /** The first faults say what happened; a chain that was replaced has one for each event. */
    private static final int MOST_FAULTS = 20;

    public CustodyChain {
        entries = List.copyOf(entries);
    }

    /**
     * What is wrong with an event.
     *
     * @param seq its number
     * @param entry what its row has; null when it is missing
     */
    public record Fault(int seq, @Nullable ChainEntry entry) {}

    /** Makes every event again from its rows and compares. Events that were cut off at the end show in the journal alone. */
    public List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        ChainEntry before = null;
        int expected = 1;
        for (ChainEntry entry : entries) {
            int seq = entry.link().seq();
            if (seq != expected) {
                faults.add(new Fault(expected, null));
            }
            if (!entry.matches(entry.line(before))) {
                faults.add(new Fault(seq, entry));
            }
            before = entry;
            expected = seq + 1;
        }
        return faults;
    }

    public Verdict verify() {
        List<String> said = entries.isEmpty()
                ? List.of("there is no event")
                : faults().stream()
                        .limit(MOST_FAULTS)
                        .map(fault -> fault.entry() == null
                                ? "event " + fault.seq() + " is missing"
                                : "event " + fault.seq() + " is not what was written, or the one before it is not")
                        .toList();
        return new Verdict(
                said.isEmpty(),
                entries.size(),
                entries.isEmpty() ? null : entries.get(entries.size() - 1).hashHex(),
                said);
    }

    /** The lines of {@code custody.jsonl} (docs/formats/custody.md); of what the matters do not let through there are the hashes alone. */
    public List<String> lines(@Nullable Set<UUID> visible) {
        List<String> lines = new ArrayList<>(entries.size());
        ChainEntry before = null;
        for (ChainEntry entry : entries) {
            lines.add(shows(entry, visible) ? entry.line(before) : hidden(entry, before));
            before = entry;
        }
        return lines;
    }

    private String hidden(ChainEntry entry, @Nullable ChainEntry before) {
        return new Canonical()
                .put("eventHash", entry.hashHex())
                .put("exhibit", exhibit)
                .put("prevHash", before == null ? null : before.hashHex())
                .put("seq", entry.link().seq())
                .done();
    }

    static boolean shows(ChainEntry entry, @Nullable Set<UUID> visible) {
        return new Sight(visible).has(entry.matter());
    }

    /**
     * What a check of a chain found.
     *
     * @param intact whether every event is what was written, and none is missing in between
     * @param events how many there are
     * @param head hash of the last one, lower-case hex; null when there is none
     * @param faults what is wrong, at most 20
     */
    @Schema(name = "ChainVerdict")
    public record Verdict(
            boolean intact, int events, @Nullable String head, List<String> faults) {}
}
