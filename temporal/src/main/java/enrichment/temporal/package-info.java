/** Temporal, seen from outside: the connection to it, and how enrichments are started there. */
@NullMarked
package enrichment.temporal;

import org.jspecify.annotations.NullMarked;
