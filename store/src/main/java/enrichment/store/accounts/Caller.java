package enrichment.store.accounts;

import java.util.Set;
import java.util.UUID;

/**
 * Who is behind a key that is valid.
 *
 * @param scopes what the key allows
 * @param suspended whether the account is refused for the time being
 * @param useIsNews whether the key was last used longer ago than its last use is exact
 */
public record Caller(
    Account account, UUID keyId, Set<Scope> scopes, boolean suspended, boolean useIsNews) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
