package enrichment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The keys of accounts. Nothing of them is remembered: what changes here holds at once. */
public final class ApiKeys {

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

  public ApiKeyReport create(UUID accountId, NewApiKey newKey, ApiKey key) {
    return jdbi.withHandle(handle -> create(handle, accountId, newKey, key).orElseThrow());
  }

  /** Empty when there is this very key already. */
  static Optional<ApiKeyReport> create(
      Handle handle, UUID accountId, NewApiKey newKey, ApiKey key) {
    return handle
        .createQuery(
            """
            insert into api_key (key_hash, account_id, prefix, key_id, name, scopes, expires_at)
            values (:hash, :accountId, :prefix, :keyId, :name, :scopes, :expiresAt)
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
        .map(ApiKeys::report)
        .findOne();
  }

  /** All that the account has ever had, the latest first. */
  public List<ApiKeyReport> list(UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from api_key where account_id = :accountId
                    order by created_at desc, key_id desc
                    """)
                .bind("accountId", accountId)
                .map(ApiKeys::report)
                .list());
  }

  /**
   * The key is refused from now on.
   *
   * @return whether the account has such a key, revoked before or not
   */
  public boolean revoke(UUID accountId, UUID keyId) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        update api_key set revoked_at = coalesce(revoked_at, now())
                        where account_id = :accountId and key_id = :keyId
                        """)
                    .bind("accountId", accountId)
                    .bind("keyId", keyId)
                    .execute()
                == 1);
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
