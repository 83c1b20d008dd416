/** What the holder of an account may do with it. */
@NullMarked
package enrichment.api.account;

import org.jspecify.annotations.NullMarked;
