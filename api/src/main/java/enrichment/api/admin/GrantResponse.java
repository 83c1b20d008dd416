package enrichment.api.admin;

import java.util.UUID;

/**
 * @param available what the account can spend now
 */
record GrantResponse(UUID accountId, long amount, String reference, long available) {}
