/** The Merkle log that shows what was received, and that nothing was changed since. */
@NullMarked
package org.trapline.evidence.ledger;

import org.jspecify.annotations.NullMarked;
