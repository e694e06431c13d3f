/** The demonstration case: an invented spam ring, its mail, and the story from trap message to order. */
@NullMarked
package org.trapline.cli.demo;

import org.jspecify.annotations.NullMarked;
