/** Legal holds: what is held is disposed of by nobody. */
@NullMarked
package org.trapline.evidence.holds;

import org.jspecify.annotations.NullMarked;
