/** Finds exhibits by their text and fields: a projection that follows the ledger and is made again from it at will. */
@NullMarked
package org.trapline.evidence.search;

import org.jspecify.annotations.NullMarked;
