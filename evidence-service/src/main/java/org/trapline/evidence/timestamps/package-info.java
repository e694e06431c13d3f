/** Other people's word on when the log was as it is: time stamps of checkpoints (RFC 3161). */
@NullMarked
package org.trapline.evidence.timestamps;

import org.jspecify.annotations.NullMarked;
