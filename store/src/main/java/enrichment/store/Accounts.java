package enrichment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Accounts and their API keys. */
public final class Accounts {

  private final Jdbi jdbi;

  public Accounts(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Creates the account with its first key and a webhook secret. An account that exists already
   * gets the key, and is otherwise left as it is.
   */
  public void create(Account account, ApiKey key) {
    jdbi.useTransaction(
        handle -> {
          var created =
              handle
                  .createUpdate(
                      """
                  with created as (
                    insert into account (account_id, name, personal_email_consented_at,
                        default_phone_country_codes, reuse_days)
                    values (:accountId, :name, case when :consent then now() end, :codes,
                        :reuseDays)
                    on conflict do nothing
                    returning account_id)
                  insert into credit_balance (account_id) select account_id from created
                  """)
                  .bind("accountId", account.accountId())
                  .bind("name", account.name())
                  .bind("consent", account.personalEmailConsent())
                  .bindArray("codes", String.class, account.defaultPhoneCountryCodes())
                  .bind("reuseDays", account.reuseDays())
                  .execute();
          if (created == 1) {
            WebhookSecrets.create(handle, account.accountId());
          }
          handle
              .createUpdate(
                  """
                  insert into api_key (key_hash, account_id, prefix)
                  values (:hash, :accountId, :prefix)
                  on conflict do nothing
                  """)
              .bind("hash", key.hash())
              .bind("accountId", account.accountId())
              .bind("prefix", key.prefix())
              .execute();
        });
  }

  /** The account of a key that is known and not revoked. */
  public Optional<Account> authenticate(ApiKey key) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select a.account_id, a.name, a.personal_email_consented_at is not null as consent,
                        a.default_phone_country_codes, a.reuse_days
                    from api_key k join account a using (account_id)
                    where k.key_hash = :hash and k.revoked_at is null
                    """)
                .bind("hash", key.hash())
                .map(Accounts::account)
                .findOne());
  }

  public boolean exists(UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select from account where account_id = :accountId)")
                .bind("accountId", accountId)
                .mapTo(boolean.class)
                .one());
  }

  /** The key is refused from now on. */
  public void revoke(ApiKey key) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update api_key set revoked_at = coalesce(revoked_at, now()) where key_hash = :hash")
                .bind("hash", key.hash())
                .execute());
  }

  private static Account account(ResultSet row, StatementContext context) throws SQLException {
    return new Account(
        row.getObject("account_id", UUID.class),
        row.getString("name"),
        row.getBoolean("consent"),
        List.of((String[]) row.getArray("default_phone_country_codes").getArray()),
        row.getInt("reuse_days"));
  }
}
