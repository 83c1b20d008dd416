package enrichment.store;

import java.util.Set;
import java.util.UUID;

/**
 * Who is behind a key that is valid.
 *
 * @param scopes what the key allows
 * @param suspended whether the account is refused for the time being
 */
public record Caller(Account account, UUID keyId, Set<Scope> scopes, boolean suspended) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
