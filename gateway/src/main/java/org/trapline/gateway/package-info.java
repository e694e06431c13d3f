/** The only way in over HTTP: tokens, limits, routes and streams. It knows no domain. */
@NullMarked
package org.trapline.gateway;

import org.jspecify.annotations.NullMarked;
