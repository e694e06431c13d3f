/** Persistent look-ups: RDAP answers become dated facts, their bytes exhibits of the evidence service. */
@NullMarked
package org.trapline.attribution.lookups;

import org.jspecify.annotations.NullMarked;
