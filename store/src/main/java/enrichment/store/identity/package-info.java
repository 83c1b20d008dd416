/** Who somebody is: every spelling of a name, a profile, a company or an email as one key. */
@NullMarked
package enrichment.store.identity;

import org.jspecify.annotations.NullMarked;
