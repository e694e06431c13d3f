/** Checks what the evidence log proves, with little more than the JDK: anyone can run it, none of the platform is needed. */
@NullMarked
package org.trapline.verifier;

import org.jspecify.annotations.NullMarked;
