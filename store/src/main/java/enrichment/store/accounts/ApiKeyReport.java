package enrichment.store.accounts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key; not the key itself.
 *
 * @param prefix how it begins, for its owner to recognise it
 * @param scopes in the order of {@link Scope}
 * @param createdBy the key that has made it; null: none has, or it is not known
 * @param lastUsedAt exact to a minute; null: never
 */
public record ApiKeyReport(
    UUID keyId,
    String name,
    String prefix,
    List<Scope> scopes,
    @Nullable UUID createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {

  public ApiKeyReport {
    scopes = List.copyOf(scopes);
  }
}
