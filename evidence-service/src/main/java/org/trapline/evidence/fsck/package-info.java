/** Checks vault against ledger against database: docs/formats/fsck.md. */
@NullMarked
package org.trapline.evidence.fsck;

import org.jspecify.annotations.NullMarked;
