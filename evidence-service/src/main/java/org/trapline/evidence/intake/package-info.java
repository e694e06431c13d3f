/** The one way in: batches of exact bytes become durable exhibits. */
@NullMarked
package org.trapline.evidence.intake;

import org.jspecify.annotations.NullMarked;
