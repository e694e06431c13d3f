/** Evidence-service as this service needs it: deposit bytes, look up an exhibit, hear which are blocked. */
@NullMarked
package org.trapline.takedown.evidence;

import org.jspecify.annotations.NullMarked;
