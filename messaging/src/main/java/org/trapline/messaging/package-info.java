/** Outbox relay and inbox: how a fact leaves and enters a service together with the rows it belongs to. */
@NullMarked
package org.trapline.messaging;

import org.jspecify.annotations.NullMarked;
