/** The contracts between the services: CloudEvents records, no framework, no entities. */
@NullMarked
package org.trapline.events;

import org.jspecify.annotations.NullMarked;
