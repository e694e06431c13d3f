/** The world that the stories play in, and short words for what people do in it. */
@NullMarked
package org.trapline.takedown.scenarios;

import org.jspecify.annotations.NullMarked;
