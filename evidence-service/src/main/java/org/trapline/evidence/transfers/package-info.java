/** Exhibits and court packets that were handed to somebody outside, and whether they came to him as they were. */
@NullMarked
package org.trapline.evidence.transfers;

import org.jspecify.annotations.NullMarked;
