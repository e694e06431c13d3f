/** Everything known about a site, put together from the features that know it. */
@NullMarked
package org.trapline.attribution.dossier;

import org.jspecify.annotations.NullMarked;
