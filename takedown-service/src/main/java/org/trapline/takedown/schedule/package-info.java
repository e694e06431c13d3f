/** The order's schedule: one line a target, with its own addressee, deadline, state and undo. */
@NullMarked
package org.trapline.takedown.schedule;

import org.jspecify.annotations.NullMarked;
