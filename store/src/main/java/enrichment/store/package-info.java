/** PostgreSQL: the schema and every statement that is run against it. */
@NullMarked
package enrichment.store;

import org.jspecify.annotations.NullMarked;
