/** What a process measures of itself and of the database, and where Prometheus fetches it. */
@NullMarked
package enrichment.observability.metrics;

import org.jspecify.annotations.NullMarked;
