/** Keeps the exact bytes. */
@NullMarked
package org.trapline.evidence.vault;

import org.jspecify.annotations.NullMarked;
