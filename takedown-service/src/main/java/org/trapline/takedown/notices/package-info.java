/** What each registrar is sent, how it is proven, and what it answers. */
@NullMarked
package org.trapline.takedown.notices;

import org.jspecify.annotations.NullMarked;
