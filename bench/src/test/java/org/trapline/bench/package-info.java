@NullMarked
package org.trapline.bench;

import org.jspecify.annotations.NullMarked;
