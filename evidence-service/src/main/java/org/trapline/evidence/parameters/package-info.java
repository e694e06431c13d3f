/** Query parameters that callers write wrongly: a wrong path leads nowhere (404), a wrong parameter is a fault (400). */
@NullMarked
package org.trapline.evidence.parameters;

import org.jspecify.annotations.NullMarked;
