/**
 * The {@code ./trapline} command: the platform, the simulator and the four services up and down on one machine, and
 * work on them through the gateway as any user would do it.
 */
@NullMarked
package org.trapline.cli;

import org.jspecify.annotations.NullMarked;
