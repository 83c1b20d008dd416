/** What is decided and kept in PostgreSQL: credits, turns, retention, reconciliation. */
@NullMarked
package enrichment.activities.books;

import org.jspecify.annotations.NullMarked;
