/** What an account's holder does, with an API key. */
@NullMarked
package enrichment.cli.account;

import org.jspecify.annotations.NullMarked;
