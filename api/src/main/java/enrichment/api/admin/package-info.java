/** What the operator may do. */
@NullMarked
package enrichment.api.admin;

import org.jspecify.annotations.NullMarked;
