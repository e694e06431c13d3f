@NullMarked
package org.trapline.attribution.operators;

import org.jspecify.annotations.NullMarked;
