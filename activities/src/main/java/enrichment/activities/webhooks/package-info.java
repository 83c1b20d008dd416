/** POSTs messages to receivers that nobody here controls. */
@NullMarked
package enrichment.activities.webhooks;

import org.jspecify.annotations.NullMarked;
