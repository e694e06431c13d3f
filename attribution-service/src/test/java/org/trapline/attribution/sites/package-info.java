@NullMarked
package org.trapline.attribution.sites;

import org.jspecify.annotations.NullMarked;
