/** Accounts, their API keys and webhook secrets, their consent, and requests that are repeated. */
@NullMarked
package enrichment.store.accounts;

import org.jspecify.annotations.NullMarked;
