@NullMarked
package org.trapline.messaging;

import org.jspecify.annotations.NullMarked;
