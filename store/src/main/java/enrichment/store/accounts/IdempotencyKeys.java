package enrichment.store.accounts;

import enrichment.store.sql.Database;
import enrichment.store.sql.Sweep;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * By which key a client repeats a request, and what came of it. A key is written down together with
 * what its request is about, so there is none of which nobody knows what became: whether it is
 * taken follows from its enrichment, whoever has died meanwhile.
 */
public final class IdempotencyKeys {

  private static final int SALT_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String OF_THE_KEY = "where account_id = :accountId and key_hash = :keyHash";

  private static final Sweep OLD =
      Sweep.of(
          "idempotency_key",
          List.of("account_id", "key_hash"),
          "created_at < now() - :age",
          "created_at");

  private final Jdbi jdbi;

  public IdempotencyKeys(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * What the request came to that has taken the key.
   *
   * @param sameRequest whether it was the same as the one that asks
   * @param decided whether it was accepted; else it can still be
   * @param enrichmentId the enrichment it asked for; absent when it asked for messages
   * @param redeliveryId what delivers the messages again, if there were any
   * @param messages how many there were
   */
  public record Taken(
      boolean sameRequest,
      boolean decided,
      @Nullable UUID enrichmentId,
      @Nullable UUID redeliveryId,
      int messages) {}

  /** Empty when the key is free. */
  public Optional<Taken> find(KeyedRequest request) {
    return jdbi.withHandle(
        handle ->
            bind(
                    request,
                    handle.createQuery(
                        """
                    select k.salt, k.fingerprint, k.enrichment_id, k.redelivery_id, k.messages,
                        e.state is distinct from 'RECEIVED' as decided
                    from idempotency_key k left join enrichment e using (enrichment_id)
                    where k.account_id = :accountId and k.key_hash = :keyHash
                      and (k.messages is not null or e.state = 'ACCEPTED'
                        or (e.state = 'RECEIVED' and e.admit_before >= now()))
                    """))
                .map((row, context) -> taken(row, request))
                .findOne());
  }

  private static Taken taken(ResultSet row, KeyedRequest request) throws SQLException {
    return new Taken(
        MessageDigest.isEqual(
            row.getBytes("fingerprint"), request.fingerprint(row.getBytes("salt"))),
        row.getBoolean("decided"),
        row.getObject("enrichment_id", UUID.class),
        row.getObject("redelivery_id", UUID.class),
        row.getInt("messages"));
  }

  /** For an enrichment that is written down in the same transaction. */
  public static void take(Handle handle, KeyedRequest request, UUID enrichmentId) {
    take(handle, request, enrichmentId, null, null);
  }

  /** For messages that are taken over in the same transaction. */
  public static void take(
      Handle handle, KeyedRequest request, @Nullable UUID redeliveryId, int messages) {
    take(handle, request, null, redeliveryId, messages);
  }

  private static void take(
      Handle handle,
      KeyedRequest request,
      @Nullable UUID enrichmentId,
      @Nullable UUID redeliveryId,
      @Nullable Integer messages) {
    var salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    var insert =
        bind(
                request,
                handle.createUpdate(
                    """
                    insert into idempotency_key (account_id, key_hash, salt, fingerprint,
                        enrichment_id, redelivery_id, messages)
                    values (:accountId, :keyHash, :salt, :fingerprint,
                        :enrichmentId, :redeliveryId, :messages)
                    on conflict do nothing
                    """))
            .bind("salt", salt)
            .bind("fingerprint", request.fingerprint(salt))
            .bind("enrichmentId", enrichmentId)
            .bind("redeliveryId", redeliveryId)
            .bind("messages", messages);
    while (insert.execute() == 0) {
      clear(handle, request);
    }
  }

  /**
   * Deletes the row of a key that is free. Each step is a statement of its own, which sees what
   * others have committed while the one before it waited for a lock.
   *
   * @throws KeyTakenException when it is not free
   */
  private static void clear(Handle handle, KeyedRequest request) {
    var row = bind(request, handle.createQuery("select * from idempotency_key " + OF_THE_KEY));
    var holder =
        row.map((columns, context) -> columns.getObject("enrichment_id", UUID.class)).list();
    if (holder.isEmpty()) {
      return;
    }
    var enrichmentId = holder.getFirst();
    if (enrichmentId == null || isOrCanBeAccepted(handle, enrichmentId)) {
      throw new KeyTakenException();
    }
    bind(
            request,
            handle.createUpdate(
                "delete from idempotency_key " + OF_THE_KEY + " and enrichment_id = :enrichmentId"))
        .bind("enrichmentId", enrichmentId)
        .execute();
  }

  /** And if not, it stays so: whoever is about to admit it waits for this transaction. */
  private static boolean isOrCanBeAccepted(Handle handle, UUID enrichmentId) {
    handle
        .createUpdate(
            """
            update enrichment set state = 'ABANDONED', decided_at = now()
            where enrichment_id = :enrichmentId and state = 'RECEIVED' and admit_before < now()
            """)
        .bind("enrichmentId", enrichmentId)
        .execute();
    return handle
        .createQuery(
            """
            select state in ('RECEIVED', 'ACCEPTED') from enrichment
            where enrichment_id = :enrichmentId for update
            """)
        .bind("enrichmentId", enrichmentId)
        .mapTo(boolean.class)
        .findOne()
        .orElse(false);
  }

  /**
   * Forgets keys.
   *
   * @param age for how long they were kept, at least
   */
  public int sweep(Duration age) {
    return OLD.run(jdbi, age);
  }

  private static <S extends SqlStatement<S>> S bind(KeyedRequest request, S statement) {
    return statement.bind("accountId", request.accountId()).bind("keyHash", request.keyHash());
  }
}
