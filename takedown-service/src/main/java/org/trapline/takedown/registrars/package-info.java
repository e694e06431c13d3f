/** The directory of registrars by their IANA id. */
@NullMarked
package org.trapline.takedown.registrars;

import org.jspecify.annotations.NullMarked;
