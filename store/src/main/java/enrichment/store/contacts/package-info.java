/** Contacts as they came in, and what they are recognised by. */
@NullMarked
package enrichment.store.contacts;

import org.jspecify.annotations.NullMarked;
