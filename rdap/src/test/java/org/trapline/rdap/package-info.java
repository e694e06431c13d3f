@NullMarked
package org.trapline.rdap;

import org.jspecify.annotations.NullMarked;
