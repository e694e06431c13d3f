/** Stories against the packaged services, told through {@code ./trapline} and the gateway as a user would. */
@NullMarked
package org.trapline.e2e;

import org.jspecify.annotations.NullMarked;
