/** What trap mail advertises: registrable domains with exact counts, and how far the ledger has been heard of. */
@NullMarked
package org.trapline.attribution.sites;

import org.jspecify.annotations.NullMarked;
