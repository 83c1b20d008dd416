/** Everything in one process: the demo, a small installation, end-to-end tests. */
@NullMarked
package enrichment.standalone;

import org.jspecify.annotations.NullMarked;
