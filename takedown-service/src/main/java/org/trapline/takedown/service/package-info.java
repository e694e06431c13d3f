/** Service of an order: who has to act on a name, looked up fresh, and how each line stands. */
@NullMarked
package org.trapline.takedown.service;

import org.jspecify.annotations.NullMarked;
