@NullMarked
package org.trapline.defaults;

import org.jspecify.annotations.NullMarked;
