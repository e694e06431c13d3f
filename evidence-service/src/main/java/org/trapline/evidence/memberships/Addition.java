package org.trapline.evidence.memberships;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one call.
 *
 * @param id the {@code reference} of its events in the chains of custody
 * @param added exhibits that are in the matter from now on
 * @param alreadyThere those that were in it before
 * @param disposed those of a selection whose bytes are destroyed or about to be: they are left out
 * @param next cursor to go on with; null when everything that was selected has been looked at
 */
public record Addition(
        UUID id,
        UUID matter,
        int added,
        int alreadyThere,
        int disposed,
        @Nullable String next) {}
