package org.trapline.evidence.publishing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.trapline.events.ExhibitsRecorded;
import org.trapline.evidence.following.Commit;
import org.trapline.evidence.following.FollowedExhibit;
import org.trapline.evidence.mail.LinkedHost;
import org.trapline.evidence.sites.SiteRoles;

/** What commits that follow each other have to publish, as far as memory is to hold it; for one thread. */
final class Gathered {

    private static final int MOST_LEAVES = 20_000;

    private final SiteRoles roles;
    private long from;
    private List<ExhibitsRecorded.Ref> refs = new ArrayList<>();
    private Map<String, List<PublishedRange.Found>> adverts = new TreeMap<>();

    Gathered(SiteRoles roles) {
        this.roles = roles;
    }

    /** Adds a commit; one that does not join on begins anew, and what was gathered before is to be read back. */
    void add(Commit commit) {
        if (to() != commit.firstLeaf() || refs.size() > MOST_LEAVES) {
            forget(commit.firstLeaf());
        }
        for (FollowedExhibit exhibit : commit.fresh()) {
            refs.add(new ExhibitsRecorded.Ref(exhibit.position(), exhibit.id(), exhibit.sha256()));
            addAdverts(exhibit, adverts, roles);
        }
    }

    /** What exhibits advertise that were published before, wherever they stand. */
    static PublishedRange again(List<FollowedExhibit> exhibits, SiteRoles roles, Instant at) {
        Map<String, List<PublishedRange.Found>> adverts = new TreeMap<>();
        long from = Long.MAX_VALUE;
        long to = 0;
        for (FollowedExhibit exhibit : exhibits) {
            addAdverts(exhibit, adverts, roles);
            from = Math.min(from, exhibit.position());
            to = Math.max(to, exhibit.position() + 1);
        }
        return new PublishedRange(from, to, at, List.of(), adverts);
    }

    private static void addAdverts(
            FollowedExhibit exhibit, Map<String, List<PublishedRange.Found>> adverts, SiteRoles roles) {
        List<UUID> matters = exhibit.open()
                ? List.of()
                : exhibit.matters().stream()
                        .sorted()
                        .limit(PublishedRange.MOST_MATTERS)
                        .toList();
        for (LinkedHost link : exhibit.links()) {
            if (link.site() != null && roles.isAdvertised(link.site())) {
                adverts.computeIfAbsent(link.site(), site -> new ArrayList<>())
                        .add(new PublishedRange.Found(exhibit.position(), exhibit.id(), link.host(), matters));
            }
        }
    }

    /** First leaf. */
    long from() {
        return from;
    }

    /** After the last leaf. */
    long to() {
        return from + refs.size();
    }

    /** Hands all of it over. */
    PublishedRange take(Instant at) {
        PublishedRange range = new PublishedRange(from, to(), at, refs, adverts);
        forget(to());
        return range;
    }

    /** What was gathered is read back where it is still wanted. */
    void forget() {
        forget(to());
    }

    private void forget(long next) {
        from = next;
        refs = new ArrayList<>();
        adverts = new TreeMap<>();
    }
}
