/** How messages are delivered, delivered again, and tried out. */
@NullMarked
package enrichment.workflows.webhooks;

import org.jspecify.annotations.NullMarked;
