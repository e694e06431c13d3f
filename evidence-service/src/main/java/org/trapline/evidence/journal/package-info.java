/** Commits the ends of custody chains to the ledger, so that one that is cut shows. */
@NullMarked
package org.trapline.evidence.journal;

import org.jspecify.annotations.NullMarked;
