/** Tells the other services what the ledger has recorded. */
@NullMarked
package org.trapline.evidence.publishing;

import org.jspecify.annotations.NullMarked;
