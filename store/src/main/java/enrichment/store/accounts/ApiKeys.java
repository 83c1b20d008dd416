package enrichment.store.accounts;

import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import enrichment.store.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The keys of accounts. Nothing of them is remembered: what changes here holds at once. */
public final class ApiKeys {

  private static final int MOST_WORKING = 100;

  private static final int MOST_ENDED_LISTED = 100;

  private static final String WORKS =
      "revoked_at is null and (expires_at > now() or expires_at is null)";

  private final Jdbi jdbi;

  public ApiKeys(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Who holds a key that is known, and neither revoked nor expired. */
  public Optional<Caller> authenticate(ApiKey key) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select a.*, k.key_id, k.scopes,
                        k.last_used_at is null or k.last_used_at < now() - interval '1 minute'
                          as use_is_news
                    from api_key k join account a using (account_id)
                    where k.key_hash = :hash and k.revoked_at is null
                      and (k.expires_at > now() or k.expires_at is null)
                    """)
                .bind("hash", key.hash())
                .map(ApiKeys::caller)
                .findOne());
  }

  /**
   * Writes that the key is used now: once a minute at most, so that a busy key does not write at
   * every request, and without waiting for whoever is writing the same.
   */
  public void noteUse(Caller caller) {
    if (!caller.useIsNews()) {
      return;
    }
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update api_key set last_used_at = now()
                    where key_id in (
                      select key_id from api_key
                      where key_id = :keyId
                        and (last_used_at is null or last_used_at < now() - interval '1 minute')
                      for update skip locked)
                    """)
                .bind("keyId", caller.keyId())
                .execute());
  }

  /** Whether a caller who was let in would be let in still. */
  public boolean isStillAllowed(UUID keyId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (
                      select from api_key k join account a using (account_id)
                      where k.key_id = :keyId and k.revoked_at is null
                        and (k.expires_at > now() or k.expires_at is null)
                        and a.suspended_at is null)
                    """)
                .bind("keyId", keyId)
                .mapTo(boolean.class)
                .one());
  }

  /** As the operator does. */
  public ApiKeyReport create(UUID accountId, NewApiKey newKey, ApiKey key) {
    if (create(accountId, newKey, key, null) instanceof KeyCreation.Made made) {
      return made.report();
    }
    throw new IllegalStateException("The account has too many keys");
  }

  /**
   * A key that another one makes has no later end than that, and the same one when it is asked for
   * without one.
   *
   * @param makerId the key that asks; null: the operator does
   */
  public KeyCreation create(UUID accountId, NewApiKey newKey, ApiKey key, @Nullable UUID makerId) {
    return jdbi.inTransaction(
        handle -> {
          lockKeys(handle, accountId);
          var end = newKey.expiresAt();
          if (makerId != null) {
            var maker = findWorking(handle, makerId);
            if (maker.isEmpty()) {
              return new KeyCreation.MakerEnded();
            }
            var makersEnd = maker.get().expiresAt();
            if (makersEnd != null && end != null && end.isAfter(makersEnd)) {
              return new KeyCreation.OutlivesMaker(makersEnd);
            }
            end = end == null ? makersEnd : end;
          }
          if (countWorking(handle, accountId) >= MOST_WORKING) {
            return new KeyCreation.TooMany(MOST_WORKING);
          }
          var limited = new NewApiKey(newKey.name(), newKey.scopes(), end);
          return new KeyCreation.Made(
              create(handle, accountId, limited, key, makerId).orElseThrow());
        });
  }

  /**
   * Who makes and who revokes keys of an account take turns: a key that is being revoked would else
   * make one that the revocation does not see.
   */
  private static void lockKeys(Handle handle, UUID accountId) {
    handle
        .createQuery("select from account where account_id = :accountId for no key update")
        .bind("accountId", accountId)
        .mapToMap()
        .list();
  }

  private static Optional<ApiKeyReport> findWorking(Handle handle, UUID keyId) {
    return handle
        .createQuery("select * from api_key where key_id = :keyId and " + WORKS)
        .bind("keyId", keyId)
        .map(ApiKeys::report)
        .findOne();
  }

  private static int countWorking(Handle handle, UUID accountId) {
    return handle
        .createQuery("select count(*) from api_key where account_id = :accountId and " + WORKS)
        .bind("accountId", accountId)
        .mapTo(int.class)
        .one();
  }

  /** An account's first key; empty when there is this very key already. */
  static Optional<ApiKeyReport> createFirst(Handle handle, UUID accountId, ApiKey key) {
    return create(handle, accountId, NewApiKey.FIRST, key, null);
  }

  private static Optional<ApiKeyReport> create(
      Handle handle, UUID accountId, NewApiKey newKey, ApiKey key, @Nullable UUID makerId) {
    return handle
        .createQuery(
            """
            insert into api_key
              (key_hash, account_id, prefix, key_id, name, scopes, expires_at, created_by)
            values (:hash, :accountId, :prefix, :keyId, :name, :scopes, :expiresAt, :createdBy)
            on conflict (key_hash) do nothing
            returning *
            """)
        .bind("hash", key.hash())
        .bind("accountId", accountId)
        .bind("prefix", key.prefix())
        .bind("keyId", Ids.next())
        .bind("name", newKey.name())
        .bindArray("scopes", String.class, newKey.scopes().stream().map(Scope::wireName).toList())
        .bind("expiresAt", newKey.expiresAt())
        .bind("createdBy", makerId)
        .map(ApiKeys::report)
        .findOne();
  }

  /** All that work, and of those that have ended the latest 100; the latest first. */
  public List<ApiKeyReport> list(UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from api_key where account_id = :accountId and %s
                    union all
                    (select * from api_key
                      where account_id = :accountId and not (%s)
                        and least(revoked_at, expires_at) is not null
                      order by least(revoked_at, expires_at) desc limit :most)
                    order by created_at desc, key_id desc
                    """
                        .formatted(WORKS, WORKS))
                .bind("accountId", accountId)
                .bind("most", MOST_ENDED_LISTED)
                .map(ApiKeys::report)
                .list());
  }

  /**
   * The key is refused from now on, and with it all that it has made, and those have made.
   *
   * @return whether the account has such a key, revoked before or not
   */
  public boolean revoke(UUID accountId, UUID keyId) {
    return jdbi.inTransaction(
        handle -> {
          lockKeys(handle, accountId);
          return handle
                  .createUpdate(
                      """
                      with recursive revoked as (
                        select key_id from api_key
                        where account_id = :accountId and key_id = :keyId
                        union
                        select k.key_id from api_key k join revoked r on k.created_by = r.key_id)
                      update api_key set revoked_at = coalesce(revoked_at, now())
                      where key_id in (select key_id from revoked)
                      """)
                  .bind("accountId", accountId)
                  .bind("keyId", keyId)
                  .execute()
              > 0;
        });
  }

  /** Forgets keys that have ended so long ago; what they have made has ended no later. */
  public int sweep(Duration age) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "delete from api_key where least(revoked_at, expires_at) < now() - :age")
                .bind("age", age)
                .execute());
  }

  private static Caller caller(ResultSet row, StatementContext context) throws SQLException {
    return new Caller(
        Accounts.account(row),
        row.getObject("key_id", UUID.class),
        scopes(row),
        row.getObject("suspended_at") != null,
        row.getBoolean("use_is_news"));
  }

  private static ApiKeyReport report(ResultSet row, StatementContext context) throws SQLException {
    return new ApiKeyReport(
        row.getObject("key_id", UUID.class),
        row.getString("name"),
        row.getString("prefix"),
        List.copyOf(scopes(row)),
        row.getObject("created_by", UUID.class),
        Rows.instant(row, "created_at"),
        Rows.instantOrNull(row, "expires_at"),
        Rows.instantOrNull(row, "last_used_at"),
        Rows.instantOrNull(row, "revoked_at"));
  }

  private static Set<Scope> scopes(ResultSet row) throws SQLException {
    var scopes = EnumSet.noneOf(Scope.class);
    for (var name : (String[]) row.getArray("scopes").getArray()) {
      scopes.add(Scope.fromWireName(name).orElseThrow());
    }
    return scopes;
  }
}
