/** Suppressing and erasing people, revoking consent, and purging what is old. */
@NullMarked
package enrichment.store.privacy;

import org.jspecify.annotations.NullMarked;
