@NullMarked
package org.trapline.messaging.jobs;

import org.jspecify.annotations.NullMarked;
