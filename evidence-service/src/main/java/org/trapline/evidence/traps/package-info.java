/** Mailboxes and domains that never asked for mail. */
@NullMarked
package org.trapline.evidence.traps;

import org.jspecify.annotations.NullMarked;
