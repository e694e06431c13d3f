@NullMarked
package org.trapline.verifier.packet;

import org.jspecify.annotations.NullMarked;
