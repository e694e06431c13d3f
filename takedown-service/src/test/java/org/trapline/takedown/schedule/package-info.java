@NullMarked
package org.trapline.takedown.schedule;

import org.jspecify.annotations.NullMarked;
