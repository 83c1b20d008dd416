/** POSTs messages to receivers, which belong to clients. */
@NullMarked
package enrichment.activities.webhooks;

import org.jspecify.annotations.NullMarked;
