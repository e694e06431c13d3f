/**
 * What the statutes' rules make of a message: verdicts with reasons, places in the raw bytes and the facts still missing, derived
 * at will from the bytes and the rule set; and what people then say of them.
 */
@NullMarked
package org.trapline.evidence.findings;

import org.jspecify.annotations.NullMarked;
