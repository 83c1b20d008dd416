package enrichment.store.accounts;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param name what its holders call it
 * @param expiresAt when it stops being valid; null: never
 */
public record NewApiKey(String name, Set<Scope> scopes, @Nullable Instant expiresAt) {

  /** What an account's first key is. */
  public static final NewApiKey FIRST = new NewApiKey("first", Set.of(Scope.values()), null);

  public NewApiKey {
    scopes = Set.copyOf(scopes);
  }
}
