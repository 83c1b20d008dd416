/**
 * The words and rules that more than one part uses. Plain values: no PostgreSQL, Temporal or HTTP.
 */
@NullMarked
package enrichment.domain;

import org.jspecify.annotations.NullMarked;
