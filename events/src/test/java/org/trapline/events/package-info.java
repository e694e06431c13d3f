@NullMarked
package org.trapline.events;

import org.jspecify.annotations.NullMarked;
