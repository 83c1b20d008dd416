/** What commands are made of: the API over HTTP, failures in one sentence, tables and JSON. */
@NullMarked
package enrichment.cli.kit;

import org.jspecify.annotations.NullMarked;
