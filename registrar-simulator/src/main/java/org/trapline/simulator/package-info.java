/**
 * The world outside the platform, at protocol level and on loopback only: registries and registrars with their RDAP, DNS,
 * EPP object state and abuse mailboxes. It knows of the platform only what stands in a notice.
 */
@NullMarked
package org.trapline.simulator;

import org.jspecify.annotations.NullMarked;
