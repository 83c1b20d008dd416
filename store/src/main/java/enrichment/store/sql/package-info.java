/** The connections, the migrations, and what all statements have in common. */
@NullMarked
package enrichment.store.sql;

import org.jspecify.annotations.NullMarked;
