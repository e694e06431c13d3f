/** The platform looks for itself whether a name is down. */
@NullMarked
package org.trapline.takedown.observation;

import org.jspecify.annotations.NullMarked;
