package org.trapline.events;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Exhibits of a ledger range link to a site. Subject: the site. May come again, in part or whole, so a consumer adds each
 * (site, exhibit) once.
 *
 * @param site    registrable domain by the public suffix list, lower-case A-labels
 * @param from    first leaf index of the range looked at
 * @param to      one past its last leaf index
 * @param adverts the exhibits of the range that link to the site, in ledger order
 */
public record SiteAdvertised(String site, long from, long to, List<Advert> adverts) {

    public SiteAdvertised {
        ExhibitsRecorded.requireRange(from, to);
        adverts = List.copyOf(adverts);
        if (site.isBlank() || adverts.isEmpty()) {
            throw new IllegalArgumentException("a site and at least one advert are needed");
        }
    }

    /**
     * @param position leaf index
     * @param exhibit  exhibit id
     * @param host     the host name in the link, lower-case A-labels
     */
    public record Advert(long position, UUID exhibit, String host) {

        public Advert {
            Objects.requireNonNull(exhibit, "exhibit");
            Objects.requireNonNull(host, "host");
        }
    }
}
