/** Statements with provenance and date; conflicting ones stand side by side. */
@NullMarked
package org.trapline.attribution.claims;

import org.jspecify.annotations.NullMarked;
