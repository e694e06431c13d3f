@NullMarked
package org.trapline.verifier.timestamp;

import org.jspecify.annotations.NullMarked;
