@NullMarked
package org.trapline.simulator;

import org.jspecify.annotations.NullMarked;
