/** Sends a CSV of any length, and writes its results to another one. */
@NullMarked
package enrichment.cli.send;

import org.jspecify.annotations.NullMarked;
