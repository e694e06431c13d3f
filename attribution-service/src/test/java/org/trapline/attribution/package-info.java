@NullMarked
package org.trapline.attribution;

import org.jspecify.annotations.NullMarked;
