/** What the operator does, with the admin token. */
@NullMarked
package enrichment.cli.admin;

import org.jspecify.annotations.NullMarked;
