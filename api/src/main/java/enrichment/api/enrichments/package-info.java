/** Asking for enrichments, and looking at them. */
@NullMarked
package enrichment.api.enrichments;

import org.jspecify.annotations.NullMarked;
