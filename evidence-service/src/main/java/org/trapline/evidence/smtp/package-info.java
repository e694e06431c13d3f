/** The listener that trap domains' mail arrives at. */
@NullMarked
package org.trapline.evidence.smtp;

import org.jspecify.annotations.NullMarked;
