/** Wires a worker process. */
@NullMarked
package enrichment.worker;

import org.jspecify.annotations.NullMarked;
