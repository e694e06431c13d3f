/** Who may see what, as takedown-service announces it. */
@NullMarked
package org.trapline.evidence.matters;

import org.jspecify.annotations.NullMarked;
