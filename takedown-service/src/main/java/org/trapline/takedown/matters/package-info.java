/** Who may know of what: the matter, its members and its seal. */
@NullMarked
package org.trapline.takedown.matters;

import org.jspecify.annotations.NullMarked;
