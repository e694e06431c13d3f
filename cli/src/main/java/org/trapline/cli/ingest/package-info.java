/** {@code ./trapline ingest}: mail of this machine into the evidence store, every file accounted for. */
@NullMarked
package org.trapline.cli.ingest;

import org.jspecify.annotations.NullMarked;
