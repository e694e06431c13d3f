/** Copies of exhibits that do not say which trap they came to, and still prove. */
@NullMarked
package org.trapline.evidence.redaction;

import org.jspecify.annotations.NullMarked;
