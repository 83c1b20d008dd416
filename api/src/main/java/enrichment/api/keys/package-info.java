/** The keys of accounts. */
@NullMarked
package enrichment.api.keys;

import org.jspecify.annotations.NullMarked;
