@NullMarked
package org.trapline.takedown.orders;

import org.jspecify.annotations.NullMarked;
