/**
 * Whom a contact is asked about: what a provider is, and how its answers are read. Knows nothing of
 * workflows or of the database.
 */
@NullMarked
package enrichment.providers;

import org.jspecify.annotations.NullMarked;
