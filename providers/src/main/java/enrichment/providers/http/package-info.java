/** Providers that are asked over HTTP, as a definition says. */
@NullMarked
package enrichment.providers.http;

import org.jspecify.annotations.NullMarked;
