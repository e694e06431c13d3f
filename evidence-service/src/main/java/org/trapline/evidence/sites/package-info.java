/** What a linked site is to the mail: advertised, an imitated brand, or a service that anyone's mail uses. */
@NullMarked
package org.trapline.evidence.sites;

import org.jspecify.annotations.NullMarked;
