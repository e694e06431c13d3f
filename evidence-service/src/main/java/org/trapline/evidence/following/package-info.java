/** What follows the ledger: each follower hears of every commit, from memory where it keeps up and from rows and vault where not. */
@NullMarked
package org.trapline.evidence.following;

import org.jspecify.annotations.NullMarked;
