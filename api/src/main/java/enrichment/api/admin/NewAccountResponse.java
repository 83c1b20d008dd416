package enrichment.api.admin;

import java.util.UUID;

/**
 * @param apiKey the account's key; it cannot be read again
 */
record NewAccountResponse(UUID accountId, UUID keyId, String apiKey) {}
