package enrichment.providers.http;

import org.jspecify.annotations.Nullable;

/**
 * A free call that tells whether a key works.
 *
 * @param credits what is left there, over the answer; null where it does not say
 */
record Check(RequestTemplate request, Meanings meanings, @Nullable Jq credits) {}
