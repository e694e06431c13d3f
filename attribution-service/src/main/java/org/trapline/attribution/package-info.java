/** The attribution service: what its features share towards callers, above all the error contract. */
@NullMarked
package org.trapline.attribution;

import org.jspecify.annotations.NullMarked;
