/** Makes what is derived from stored messages anew, after the parser has changed. */
@NullMarked
package org.trapline.evidence.reparse;

import org.jspecify.annotations.NullMarked;
