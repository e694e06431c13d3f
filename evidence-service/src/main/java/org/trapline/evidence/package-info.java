/** What is common to all features of the evidence service: its error contract. */
@NullMarked
package org.trapline.evidence;

import org.jspecify.annotations.NullMarked;
