/** Enrichments from their receipt to closed books: admitted, queued, settled, cancelled. */
@NullMarked
package enrichment.store.enrichments;

import org.jspecify.annotations.NullMarked;
