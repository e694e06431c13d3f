/** What every service does the same way towards its callers and the outside; no business code. */
@NullMarked
package org.trapline.defaults;

import org.jspecify.annotations.NullMarked;
