/** The outside world as workflows see it: credits, providers, webhooks. */
@NullMarked
package enrichment.activities;

import org.jspecify.annotations.NullMarked;
