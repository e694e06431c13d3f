/** Court packets: exhibits of a matter in one file that anyone can check without the platform. */
@NullMarked
package org.trapline.evidence.packets;

import org.jspecify.annotations.NullMarked;
