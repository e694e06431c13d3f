/** Trap messages gathered into campaigns, and what they say of the volume sent. */
@NullMarked
package org.trapline.evidence.campaigns;

import org.jspecify.annotations.NullMarked;
