package enrichment.store.accounts;

import enrichment.store.sql.Database;
import enrichment.store.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Accounts. */
public final class Accounts {

  private final Jdbi jdbi;

  public Accounts(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Creates the account with its first key and a webhook secret. An account that exists already
   * gets the key, and is otherwise left as it is.
   *
   * @return what is known of the key; empty when there was this very key before
   */
  public Optional<ApiKeyReport> create(Account account, ApiKey key) {
    return jdbi.inTransaction(
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
            if (account.personalEmailConsent()) {
              Consents.noteGivenByOperator(handle, account.accountId());
            }
          }
          return ApiKeys.createFirst(handle, account.accountId(), key);
        });
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

  public Optional<AccountProfile> profile(UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from account where account_id = :accountId")
                .bind("accountId", accountId)
                .map(Accounts::profile)
                .findOne());
  }

  /**
   * The accounts that were opened before another, the latest first.
   *
   * @param before null: from the latest on
   */
  public List<AccountProfile> list(@Nullable UUID before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from account
                    where account_id < :before or cast(:before as uuid) is null
                    order by account_id desc limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map(Accounts::profile)
                .list());
  }

  /** Empty when there is no such account. */
  public Optional<AccountProfile> change(UUID accountId, AccountChange change) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update account
                    set name = coalesce(:name, name),
                        default_phone_country_codes =
                          case when :changesCodes then :codes else default_phone_country_codes end,
                        reuse_days = coalesce(:reuseDays, reuse_days)
                    where account_id = :accountId
                    returning *
                    """)
                .bind("accountId", accountId)
                .bind("name", change.name())
                .bind("changesCodes", change.defaultPhoneCountryCodes() != null)
                .bindArray(
                    "codes",
                    String.class,
                    Objects.requireNonNullElse(change.defaultPhoneCountryCodes(), List.of()))
                .bind("reuseDays", change.reuseDays())
                .map(Accounts::profile)
                .findOne());
  }

  /** Has the account's keys refused, or no more so. Empty when there is no such account. */
  public Optional<AccountProfile> suspend(UUID accountId, boolean suspended) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update account
                    set suspended_at = case when :suspended then coalesce(suspended_at, now()) end
                    where account_id = :accountId
                    returning *
                    """)
                .bind("accountId", accountId)
                .bind("suspended", suspended)
                .map(Accounts::profile)
                .findOne());
  }

  private static AccountProfile profile(ResultSet row, StatementContext context)
      throws SQLException {
    return new AccountProfile(
        row.getObject("account_id", UUID.class),
        row.getString("name"),
        row.getObject("suspended_at") != null,
        codes(row),
        row.getInt("reuse_days"),
        Rows.instantOrNull(row, "personal_email_consented_at"),
        row.getString("personal_email_terms_version"),
        Rows.instant(row, "created_at"));
  }

  static Account account(ResultSet row) throws SQLException {
    return new Account(
        row.getObject("account_id", UUID.class),
        row.getString("name"),
        row.getObject("personal_email_consented_at") != null,
        codes(row),
        row.getInt("reuse_days"));
  }

  private static List<String> codes(ResultSet row) throws SQLException {
    return List.of((String[]) row.getArray("default_phone_country_codes").getArray());
  }
}
