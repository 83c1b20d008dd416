/** Requests that a client may send again without having them done twice. */
@NullMarked
package enrichment.api.idempotency;

import org.jspecify.annotations.NullMarked;
