package org.trapline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exhibits of a ledger range link to a site. Subject: the site. May come again, in part or whole, so a consumer adds each
 * (site, exhibit) once.
 *
 * @param site      registrable domain by the public suffix list, lower-case A-labels
 * @param from      first leaf index of the range looked at
 * @param to        one past its last leaf index
 * @param adverts   the exhibits of the range that link to the site and were received at least once for no matter, in ledger
 *                  order: everyone may know of them
 * @param inMatters those that were received for matters only, in ledger order: who may know of them follows from
 *                  {@link MatterAccessChanged} whenever somebody asks. A consumer that does not know the field passes them over
 */
public record SiteAdvertised(
        String site,
        long from,
        long to,
        List<Advert> adverts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MatterAdvert> inMatters) {

    public SiteAdvertised {
        ExhibitsRecorded.requireRange(from, to);
        adverts = List.copyOf(adverts);
        inMatters = orNone(inMatters);
        if (site.isBlank() || (adverts.isEmpty() && inMatters.isEmpty())) {
            throw new IllegalArgumentException("a site and at least one advert are needed");
        }
    }

    public SiteAdvertised(String site, long from, long to, List<Advert> adverts) {
        this(site, from, to, adverts, List.of());
    }

    /** Events from before the field have none. */
    private static List<MatterAdvert> orNone(@Nullable List<MatterAdvert> adverts) {
        return adverts == null ? List.of() : List.copyOf(adverts);
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

    /**
     * @param position leaf index
     * @param exhibit  exhibit id
     * @param host     the host name in the link, lower-case A-labels
     * @param matters  the matters that it is in, sealed or not
     */
    public record MatterAdvert(long position, UUID exhibit, String host, List<UUID> matters) {

        public MatterAdvert {
            Objects.requireNonNull(exhibit, "exhibit");
            Objects.requireNonNull(host, "host");
            matters = List.copyOf(matters);
            if (matters.isEmpty()) {
                throw new IllegalArgumentException("at least one matter is needed");
            }
        }
    }
}
