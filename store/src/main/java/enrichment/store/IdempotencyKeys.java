package enrichment.store;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Which requests were taken on under which keys of the clients' own. The first that claims a key is
 * the one to be worked on; whether that has come to something is read from the enrichment that it
 * has started, so that neither a process that dies nor Temporal's forgetting makes a difference.
 */
public final class IdempotencyKeys {

  /** No request takes longer, so one that is older has died with its process. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

  private static final int SALT_BYTES = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Jdbi jdbi;

  public IdempotencyKeys(Database database) {
    this.jdbi = database.jdbi();
  }

  /** What is to become of a request. */
  public sealed interface Claim {

    /** It is the first with its key. */
    record First() implements Claim {}

    /**
     * It was taken on before.
     *
     * @param enrichmentId what it has started, if that is an enrichment
     * @param answer JSON, where it was kept with {@link #keepAnswer}
     */
    record Repeated(@Nullable UUID enrichmentId, @Nullable String answer) implements Claim {}

    /** The first one is being worked on. */
    record UnderWay() implements Claim {}

    /** The key stands for another request. */
    record Taken() implements Claim {}
  }

  /**
   * @param request whatever makes it this request: method, path, body
   * @param enrichmentId what the request is about to start; null: no enrichment
   */
  public Claim claim(UUID accountId, String key, byte[] request, @Nullable UUID enrichmentId) {
    return jdbi.inTransaction(
        handle -> {
          if (insert(handle, accountId, key, request, enrichmentId)) {
            return new Claim.First();
          }
          var known = lock(handle, accountId, key);
          if (known.isEmpty()) {
            // Given back this very moment.
            return new Claim.UnderWay();
          }
          if (known.get().cameToNothing()) {
            delete(handle, accountId, key);
            insert(handle, accountId, key, request, enrichmentId);
            return new Claim.First();
          }
          if (!MessageDigest.isEqual(
              known.get().fingerprint(), HmacSha256.of(known.get().salt(), request))) {
            return new Claim.Taken();
          }
          return known.get().done()
              ? new Claim.Repeated(known.get().enrichmentId(), known.get().answer())
              : new Claim.UnderWay();
        });
  }

  private static boolean insert(
      Handle handle, UUID accountId, String key, byte[] request, @Nullable UUID enrichmentId) {
    var salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return handle
            .createUpdate(
                """
                insert into idempotency_key (account_id, key, salt, fingerprint, enrichment_id)
                values (:accountId, :key, :salt, :fingerprint, :enrichmentId)
                on conflict do nothing
                """)
            .bind("accountId", accountId)
            .bind("key", key)
            .bind("salt", salt)
            .bind("fingerprint", HmacSha256.of(salt, request))
            .bind("enrichmentId", enrichmentId)
            .execute()
        == 1;
  }

  private record Known(
      byte[] salt,
      byte[] fingerprint,
      @Nullable UUID enrichmentId,
      @Nullable String answer,
      boolean done,
      boolean cameToNothing) {}

  private static Optional<Known> lock(Handle handle, UUID accountId, String key) {
    return handle
        .createQuery(
            """
            select k.*, k.answer is not null or e.state is not distinct from 'ACCEPTED' as done,
                k.answer is null
                  and case e.state
                    when 'ACCEPTED' then false
                    when 'RECEIVED' then e.admit_before < now()
                    when 'REJECTED' then true
                    when 'ABANDONED' then true
                    else k.claimed_at < now() - :longest end
                  as came_to_nothing
            from idempotency_key k left join enrichment e using (enrichment_id)
            where k.account_id = :accountId and k.key = :key
            for update of k
            """)
        .bind("accountId", accountId)
        .bind("key", key)
        .bind("longest", LONGEST_REQUEST)
        .map(
            (row, context) ->
                new Known(
                    row.getBytes("salt"),
                    row.getBytes("fingerprint"),
                    row.getObject("enrichment_id", UUID.class),
                    row.getString("answer"),
                    row.getBoolean("done"),
                    row.getBoolean("came_to_nothing")))
        .findOne();
  }

  /** The request has come to something else than an enrichment: this. */
  public void keepAnswer(UUID accountId, String key, String json) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update idempotency_key set answer = cast(:json as json)
                    where account_id = :accountId and key = :key
                    """)
                .bind("accountId", accountId)
                .bind("key", key)
                .bind("json", json)
                .execute());
  }

  /** The request was refused, so the key is free again; but not if it was accepted all the same. */
  public void giveBack(UUID accountId, String key, @Nullable UUID enrichmentId) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from idempotency_key k
                    where account_id = :accountId and key = :key and answer is null
                      and enrichment_id is not distinct from :enrichmentId
                      and not exists (
                        select from enrichment e
                        where e.enrichment_id = k.enrichment_id and e.state = 'ACCEPTED')
                    """)
                .bind("accountId", accountId)
                .bind("key", key)
                .bind("enrichmentId", enrichmentId)
                .execute());
  }

  /**
   * Keeps the claim until the transaction ends.
   *
   * @return false when another request has taken it over, since this one took too long
   */
  static boolean hold(Handle handle, UUID accountId, String key, UUID enrichmentId) {
    return handle
        .createQuery(
            """
            select true from idempotency_key
            where account_id = :accountId and key = :key and enrichment_id = :enrichmentId
            for update
            """)
        .bind("accountId", accountId)
        .bind("key", key)
        .bind("enrichmentId", enrichmentId)
        .mapTo(boolean.class)
        .findOne()
        .isPresent();
  }

  private static void delete(Handle handle, UUID accountId, String key) {
    handle
        .createUpdate("delete from idempotency_key where account_id = :accountId and key = :key")
        .bind("accountId", accountId)
        .bind("key", key)
        .execute();
  }

  /**
   * Forgets keys.
   *
   * @param age since they were claimed, at least
   */
  public int sweep(Duration age) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate("delete from idempotency_key where claimed_at < now() - :age")
                .bind("age", age)
                .execute());
  }
}
