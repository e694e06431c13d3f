/** What callers see of the evidence: exhibits, their bytes and proofs, search. */
@NullMarked
package org.trapline.evidence.exhibits;

import org.jspecify.annotations.NullMarked;
