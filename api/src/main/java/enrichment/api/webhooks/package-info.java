/** What is sent to webhooks, and how that went. */
@NullMarked
package enrichment.api.webhooks;

import org.jspecify.annotations.NullMarked;
