/** What DNS says of mail when it comes in; asked later it proves nothing. */
@NullMarked
package org.trapline.evidence.dns;

import org.jspecify.annotations.NullMarked;
