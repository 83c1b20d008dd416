/** Which provider was asked about which contact, and what it said. */
@NullMarked
package enrichment.store.lookups;

import org.jspecify.annotations.NullMarked;
