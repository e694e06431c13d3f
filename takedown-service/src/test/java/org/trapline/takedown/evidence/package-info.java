@NullMarked
package org.trapline.takedown.evidence;

import org.jspecify.annotations.NullMarked;
