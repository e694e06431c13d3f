/** The court case inside a matter: parties, counts and forum. */
@NullMarked
package org.trapline.takedown.cases;

import org.jspecify.annotations.NullMarked;
