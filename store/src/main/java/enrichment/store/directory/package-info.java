/** The people whom the operator imported. */
@NullMarked
package enrichment.store.directory;

import org.jspecify.annotations.NullMarked;
