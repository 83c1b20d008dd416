/** HTTP in, workflow start out. */
@NullMarked
package enrichment.api;

import org.jspecify.annotations.NullMarked;
