/** What becomes of a request, over processes and workflows: spans of OpenTelemetry. */
@NullMarked
package enrichment.observability.tracing;

import org.jspecify.annotations.NullMarked;
