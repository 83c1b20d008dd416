/** What schedules have done: reconciliation and retention. */
@NullMarked
package enrichment.workflows.maintenance;

import org.jspecify.annotations.NullMarked;
