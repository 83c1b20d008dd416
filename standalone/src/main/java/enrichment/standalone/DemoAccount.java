package enrichment.standalone;

import enrichment.store.Account;
import enrichment.store.Accounts;
import enrichment.store.ApiKey;
import enrichment.store.CreditLedger;
import enrichment.store.Database;
import enrichment.store.Ids;
import java.util.List;
import java.util.UUID;

/** The account that a standalone process starts with: consent given, credits to play with. */
record DemoAccount(UUID accountId, ApiKey key) {

  private static final UUID ID = UUID.fromString("00000000-0000-7000-8000-000000000001");
  private static final String KEY_FILE = "demo-api-key";
  private static final long CREDITS = 10_000;

  static DemoAccount open(StandaloneConfig config, DataDirectory data, Database database) {
    var key =
        new ApiKey(
            config.demoApiKey() != null
                ? config.demoApiKey()
                : data.secret(KEY_FILE, () -> ApiKey.generate().secret()));
    new Accounts(database).create(new Account(ID, "Demo", true, List.of()), key);
    new CreditLedger(database).grant(ID, CREDITS, "demo");
    return new DemoAccount(ID, key);
  }

  /** Tops the account up when it has spent what it had. */
  void ensureCredits(Database database, long needed) {
    var ledger = new CreditLedger(database);
    if (ledger.available(accountId) < needed) {
      ledger.grant(accountId, CREDITS, "demo " + Ids.next());
    }
  }
}
