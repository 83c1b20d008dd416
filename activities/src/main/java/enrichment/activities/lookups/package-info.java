/** Asks providers, and has their answers written down. */
@NullMarked
package enrichment.activities.lookups;

import org.jspecify.annotations.NullMarked;
