package enrichment.store;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The webhook secrets of accounts: one that is current, and for a while those it has replaced. */
public final class WebhookSecrets {

  private static final Sweep OUT_OF_USE =
      Sweep.of(
          "webhook_secret",
          List.of("account_id", "secret"),
          "expires_at < now() - :age",
          "expires_at");

  private final Jdbi jdbi;

  public WebhookSecrets(Database database) {
    this.jdbi = database.jdbi();
  }

  public WebhookSecret current(UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select secret from webhook_secret
                    where account_id = :accountId and expires_at is null
                    """)
                .bind("accountId", accountId)
                .mapTo(byte[].class)
                .map(WebhookSecret::of)
                .one());
  }

  /**
   * Replaces the current secret.
   *
   * @param overlap for how long messages are signed with the old one too
   * @return the new one
   */
  public WebhookSecret rotate(UUID accountId, Duration overlap) {
    return jdbi.inTransaction(
        handle -> {
          // Rotations that come at once take turns, so that one secret is current at any time.
          handle
              .createQuery("select from account where account_id = :accountId for update")
              .bind("accountId", accountId)
              .mapToMap()
              .one();
          handle
              .createUpdate(
                  """
                  update webhook_secret set expires_at = now() + :overlap
                  where account_id = :accountId and expires_at is null
                  """)
              .bind("accountId", accountId)
              .bind("overlap", overlap)
              .execute();
          return create(handle, accountId);
        });
  }

  /** Forgets those that went out of use. */
  public int sweep() {
    return OUT_OF_USE.run(jdbi, Duration.ZERO);
  }

  /** A column {@code secrets} of those that messages of an account are signed with. */
  static String inUse(String accountId) {
    return """
        array(
          select s.secret from webhook_secret s
          where s.account_id = %s and (s.expires_at is null or s.expires_at > now())
          order by s.created_at desc) as secrets
        """
        .formatted(accountId);
  }

  /** Of an array of {@code bytea}. */
  static List<WebhookSecret> of(Array secrets) throws SQLException {
    return Arrays.stream((byte[][]) secrets.getArray()).map(WebhookSecret::of).toList();
  }

  static WebhookSecret create(Handle handle, UUID accountId) {
    var secret = WebhookSecret.generate();
    handle
        .createUpdate(
            """
            insert into webhook_secret (account_id, secret) values (:accountId, :secret)
            """)
        .bind("accountId", accountId)
        .bind("secret", secret.bytes())
        .execute();
    return secret;
  }
}
