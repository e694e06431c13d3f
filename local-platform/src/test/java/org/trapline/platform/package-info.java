@NullMarked
package org.trapline.platform;

import org.jspecify.annotations.NullMarked;
