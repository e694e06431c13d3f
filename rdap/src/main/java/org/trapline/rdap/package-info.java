/**
 * RDAP as a client sees it: which server (RFC 9224), the query (RFC 9082), the reply (RFC 9083, jCard RFC 7095). No
 * object here keeps anything of one query for the next, except the bootstrap file itself.
 */
@NullMarked
package org.trapline.rdap;

import org.jspecify.annotations.NullMarked;
