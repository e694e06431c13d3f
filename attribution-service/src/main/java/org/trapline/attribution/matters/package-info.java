/** Who may see what: matters as opaque ids with their members, and what the service may ask outside for them. */
@NullMarked
package org.trapline.attribution.matters;

import org.jspecify.annotations.NullMarked;
