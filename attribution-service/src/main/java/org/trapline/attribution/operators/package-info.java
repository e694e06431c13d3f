/** Hypotheses about who operates what: links in bits, clusters, explanations, reviews. */
@NullMarked
package org.trapline.attribution.operators;

import org.jspecify.annotations.NullMarked;
