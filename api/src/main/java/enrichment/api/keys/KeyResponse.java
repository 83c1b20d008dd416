package enrichment.api.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import enrichment.store.accounts.ApiKey;
import enrichment.store.accounts.ApiKeyReport;
import enrichment.store.accounts.Scope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param createdBy the key that has made it, with which it ends at the latest; null: the operator
 *     has, or it is not known
 * @param lastUsedAt exact to a minute
 * @param apiKey the key itself, once: when it is made
 */
record KeyResponse(
    UUID keyId,
    String name,
    String prefix,
    List<String> scopes,
    @Nullable UUID createdBy,
    String createdAt,
    @Nullable String expiresAt,
    @Nullable String lastUsedAt,
    @Nullable String revokedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String apiKey) {

  static KeyResponse of(ApiKeyReport report) {
    return of(report, null);
  }

  static KeyResponse withSecret(ApiKeyReport report, ApiKey key) {
    return of(report, key.secret());
  }

  private static KeyResponse of(ApiKeyReport report, @Nullable String secret) {
    return new KeyResponse(
        report.keyId(),
        report.name(),
        report.prefix(),
        report.scopes().stream().map(Scope::wireName).toList(),
        report.createdBy(),
        report.createdAt().toString(),
        text(report.expiresAt()),
        text(report.lastUsedAt()),
        text(report.revokedAt()),
        secret);
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }
}
