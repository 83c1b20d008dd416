/**
 * Replays histories of workflows against the code as it is here, and says in plain words what has
 * changed for them. A tool for whoever changes or deploys workflows; no released process has it.
 */
@NullMarked
package enrichment.replay;

import org.jspecify.annotations.NullMarked;
