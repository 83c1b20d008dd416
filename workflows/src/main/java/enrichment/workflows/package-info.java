/** What happens, in what order: workflows, the activities they call, the messages they exchange. */
@NullMarked
package enrichment.workflows;

import org.jspecify.annotations.NullMarked;
