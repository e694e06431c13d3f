/** Reads uploads message by message, and messages for what they say; knows nothing of storage. */
@NullMarked
package org.trapline.evidence.mail;

import org.jspecify.annotations.NullMarked;
