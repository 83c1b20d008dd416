/** What a person may ask for: not to be looked up, and to be erased. */
@NullMarked
package enrichment.api.privacy;

import org.jspecify.annotations.NullMarked;
