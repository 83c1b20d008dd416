package enrichment.standalone;

import enrichment.store.accounts.Account;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKey;
import enrichment.store.credits.CreditLedger;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
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
