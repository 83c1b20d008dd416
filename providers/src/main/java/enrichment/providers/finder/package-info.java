/**
 * Our own finder and verifier of professional email addresses. It writes a name as companies
 * usually do in addresses, and asks the domain's mail exchangers, politely, which of them exist; no
 * mail is ever sent.
 */
@NullMarked
package enrichment.providers.finder;

import org.jspecify.annotations.NullMarked;
