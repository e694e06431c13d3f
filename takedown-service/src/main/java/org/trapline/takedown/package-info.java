/** From a matter to an order that takes effect; what every feature's API has in common stands here. */
@NullMarked
package org.trapline.takedown;

import org.jspecify.annotations.NullMarked;
