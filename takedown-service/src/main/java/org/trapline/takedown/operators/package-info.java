/** Which operator revisions a person has accepted, as attribution-service tells it. */
@NullMarked
package org.trapline.takedown.operators;

import org.jspecify.annotations.NullMarked;
