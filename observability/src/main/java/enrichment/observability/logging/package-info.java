/** The form of log lines, and what libraries may add to them. */
@NullMarked
package enrichment.observability.logging;

import org.jspecify.annotations.NullMarked;
