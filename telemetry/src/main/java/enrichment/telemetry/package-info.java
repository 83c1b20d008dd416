/** What a process tells of itself: traces, and the form of its log lines. */
@NullMarked
package enrichment.telemetry;

import org.jspecify.annotations.NullMarked;
