/** What waits for a person, and until when. */
@NullMarked
package org.trapline.takedown.tasks;

import org.jspecify.annotations.NullMarked;
