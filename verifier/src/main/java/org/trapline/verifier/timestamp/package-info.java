/** Checks time stamps of other people's authorities (RFC 3161). */
@NullMarked
package org.trapline.verifier.timestamp;

import org.jspecify.annotations.NullMarked;
