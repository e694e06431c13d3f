/** Destroying evidence on purpose: one person asks, another allows it, a job does it, a tombstone stays. */
@NullMarked
package org.trapline.evidence.disposals;

import org.jspecify.annotations.NullMarked;
