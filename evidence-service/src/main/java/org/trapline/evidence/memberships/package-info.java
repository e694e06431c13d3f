/** How people put exhibits into matters that did not come in for them. */
@NullMarked
package org.trapline.evidence.memberships;

import org.jspecify.annotations.NullMarked;
