/** Messages: what is to be delivered, and what became of it. */
@NullMarked
package enrichment.store.webhooks;

import org.jspecify.annotations.NullMarked;
