/** What all answers and requests have in common: routes, keys, bodies, and the shape of errors. */
@NullMarked
package enrichment.api.http;

import org.jspecify.annotations.NullMarked;
