/** A court order from draft to its end; its course is in {@link org.trapline.takedown.orders.OrderState}. */
@NullMarked
package org.trapline.takedown.orders;

import org.jspecify.annotations.NullMarked;
