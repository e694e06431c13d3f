@NullMarked
package org.trapline.takedown;

import org.jspecify.annotations.NullMarked;
