/** The contract as a file, and as pages. */
@NullMarked
package enrichment.api.docs;

import org.jspecify.annotations.NullMarked;
