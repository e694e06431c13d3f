/** Companies and persons of a matter. They are linked by evidence and never merged. */
@NullMarked
package org.trapline.attribution.parties;

import org.jspecify.annotations.NullMarked;
