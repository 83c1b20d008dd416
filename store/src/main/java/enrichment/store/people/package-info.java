/** All that is stored of one person, whichever contact or row of the directory has it. */
@NullMarked
package enrichment.store.people;

import org.jspecify.annotations.NullMarked;
