/** What workflows have in common: task queues, types of failures, steps that are not cancelled. */
@NullMarked
package enrichment.workflows.steps;

import org.jspecify.annotations.NullMarked;
