/** What the platform costs, beside what people would use instead. */
@NullMarked
package org.trapline.bench;

import org.jspecify.annotations.NullMarked;
