/** The command line client's entry point and what all of its commands share. */
@NullMarked
package enrichment.cli;

import org.jspecify.annotations.NullMarked;
