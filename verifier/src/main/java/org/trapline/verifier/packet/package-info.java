/** The form of a court packet (docs/formats/packet.md) and the check of one. */
@NullMarked
package org.trapline.verifier.packet;

import org.jspecify.annotations.NullMarked;
