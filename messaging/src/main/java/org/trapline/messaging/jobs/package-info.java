/** Work that outlives a request and a crash: a row a job, leased to one worker at a time. */
@NullMarked
package org.trapline.messaging.jobs;

import org.jspecify.annotations.NullMarked;
