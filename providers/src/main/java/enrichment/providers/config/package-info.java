/** The file that says which providers are asked for what, and on which terms. */
@NullMarked
package enrichment.providers.config;

import org.jspecify.annotations.NullMarked;
