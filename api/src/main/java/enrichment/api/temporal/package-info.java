/** Starting workflows. */
@NullMarked
package enrichment.api.temporal;

import org.jspecify.annotations.NullMarked;
