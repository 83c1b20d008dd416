package enrichment.store.accounts;

import enrichment.store.sql.Database;
import enrichment.store.sql.Rows;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Consent to personal emails being looked up, and its history. */
public final class Consents {

  private static final String OPERATOR = "operator";

  private final Jdbi jdbi;

  public Consents(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * @param address from where the request came
   */
  public void give(UUID accountId, String givenBy, String termsVersion, String address) {
    jdbi.useTransaction(
        handle -> {
          lock(handle, accountId);
          handle
              .createUpdate(
                  """
                  insert into personal_email_consent
                      (account_id, event, given_by, terms_version, address)
                  values (:accountId, 'given', :givenBy, :termsVersion, cast(:address as inet))
                  """)
              .bind("accountId", accountId)
              .bind("givenBy", givenBy)
              .bind("termsVersion", termsVersion)
              .bind("address", address)
              .execute();
          handle
              .createUpdate(
                  """
                  update account
                  set personal_email_consented_at = now(),
                      personal_email_terms_version = :termsVersion
                  where account_id = :accountId
                  """)
              .bind("accountId", accountId)
              .bind("termsVersion", termsVersion)
              .execute();
        });
  }

  static void noteGivenByOperator(Handle handle, UUID accountId) {
    handle
        .createUpdate(
            """
            insert into personal_email_consent (account_id, event, given_by)
            values (:accountId, 'given', :givenBy)
            """)
        .bind("accountId", accountId)
        .bind("givenBy", OPERATOR)
        .execute();
  }

  /** Where it was not given, nothing happens. */
  public static void revoke(Handle handle, UUID accountId, String address) {
    lock(handle, accountId);
    handle
        .createUpdate(
            """
            with revoked as (
              update account
              set personal_email_consented_at = null, personal_email_terms_version = null
              where account_id = :accountId and personal_email_consented_at is not null
              returning account_id)
            insert into personal_email_consent (account_id, event, address)
            select account_id, 'revoked', cast(:address as inet) from revoked
            """)
        .bind("accountId", accountId)
        .bind("address", address)
        .execute();
  }

  /**
   * Whether an enrichment that needs consent may be admitted. The lock is held until it is decided
   * on: a revocation comes before, and is seen here, or after, and finds it admitted.
   */
  public static boolean isGiven(Handle handle, UUID accountId) {
    return handle
        .createQuery(
            """
            select personal_email_consented_at is not null from account
            where account_id = :accountId for share
            """)
        .bind("accountId", accountId)
        .mapTo(boolean.class)
        .one();
  }

  /** Consent is given and revoked in an order, which is that of its history. */
  private static void lock(Handle handle, UUID accountId) {
    handle
        .createQuery("select from account where account_id = :accountId for no key update")
        .bind("accountId", accountId)
        .mapToMap()
        .one();
  }

  /** The latest first. */
  public List<ConsentEvent> history(UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select event, given_by, terms_version, host(address) as address, at
                    from personal_email_consent where account_id = :accountId
                    order by consent_id desc
                    """)
                .bind("accountId", accountId)
                .map(
                    (row, context) ->
                        new ConsentEvent(
                            row.getString("event").equals("given"),
                            row.getString("given_by"),
                            row.getString("terms_version"),
                            row.getString("address"),
                            Rows.instant(row, "at")))
                .list());
  }
}
