/** What Temporal's web UI shows of enrichments: search attributes and details. */
@NullMarked
package enrichment.workflows.webui;

import org.jspecify.annotations.NullMarked;
