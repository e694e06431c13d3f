/** The surroundings of the service under test, and what happens in them. */
@NullMarked
package org.trapline.attribution.scenarios;

import org.jspecify.annotations.NullMarked;
