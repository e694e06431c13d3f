/** Who did what to an exhibit: the chain of events that every write and every read of evidence adds to. */
@NullMarked
package org.trapline.evidence.custody;

import org.jspecify.annotations.NullMarked;
