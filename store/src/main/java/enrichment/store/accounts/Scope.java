package enrichment.store.accounts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key allows its holder to do. */
public enum Scope {
  /** To spend credits: to start enrichments, to stop them, to have them delivered again. */
  ENRICH,
  /** To read enrichments, contacts and credits. */
  READ,
  /** To change the account: its settings, consent, keys and secrets; to erase and to suppress. */
  ACCOUNT;

  /** As it is written in JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Scope> fromWireName(String name) {
    return Arrays.stream(values()).filter(scope -> scope.wireName().equals(name)).findFirst();
  }
}
