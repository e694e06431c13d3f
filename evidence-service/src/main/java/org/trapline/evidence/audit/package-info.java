/** The custody chains and runs as people and checks read them. */
@NullMarked
package org.trapline.evidence.audit;

import org.jspecify.annotations.NullMarked;
