package enrichment.store.accounts;

import enrichment.store.sql.Database;
import enrichment.store.sql.Sweep;
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

  private static final int MOST_OLD = 5;

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
   * Replaces the current secret, unless as many old ones as may be are still in use: each is a
   * signature more in every message.
   *
   * @param overlap for how long messages are signed with the old one too
   */
  public SecretRotation rotate(UUID accountId, Duration overlap) {
    return jdbi.inTransaction(
        handle -> {
          // Rotations that come at once take turns, so that one secret is current at any time.
          handle
              .createQuery("select from account where account_id = :accountId for update")
              .bind("accountId", accountId)
              .mapToMap()
              .one();
          forgetUnused(handle, accountId);
          var old = untilOldOnesEnd(handle, accountId);
          if (old.size() >= MOST_OLD) {
            return new SecretRotation.TooMany(MOST_OLD, old.getFirst());
          }
          handle
              .createUpdate(
                  """
                  update webhook_secret set expires_at = now() + :overlap
                  where account_id = :accountId and expires_at is null
                  """)
              .bind("accountId", accountId)
              .bind("overlap", overlap)
              .execute();
          return new SecretRotation.Rotated(create(handle, accountId));
        });
  }

  /** Forgets those that went out of use. */
  public int sweep() {
    return OUT_OF_USE.run(jdbi, Duration.ZERO);
  }

  private static void forgetUnused(Handle handle, UUID accountId) {
    handle
        .createUpdate(
            "delete from webhook_secret where account_id = :accountId and expires_at <= now()")
        .bind("accountId", accountId)
        .execute();
  }

  /** For how long each of the old ones is in use yet, the shortest first. */
  private static List<Duration> untilOldOnesEnd(Handle handle, UUID accountId) {
    return handle
        .createQuery(
            """
            select ceil(extract(epoch from expires_at - now()))::bigint from webhook_secret
            where account_id = :accountId and expires_at is not null order by expires_at
            """)
        .bind("accountId", accountId)
        .mapTo(long.class)
        .map(Duration::ofSeconds)
        .list();
  }

  /** A column {@code secrets} of those that messages of an account are signed with. */
  public static String inUse(String accountId) {
    return """
        array(
          select s.secret from webhook_secret s
          where s.account_id = %s and (s.expires_at is null or s.expires_at > now())
          order by s.created_at desc) as secrets
        """
        .formatted(accountId);
  }

  /** Of an array of {@code bytea}. */
  public static List<WebhookSecret> of(Array secrets) throws SQLException {
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
