/** The ledger: what was granted, held, captured and released. */
@NullMarked
package enrichment.store.credits;

import org.jspecify.annotations.NullMarked;
