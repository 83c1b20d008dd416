package enrichment.store.webhooks;

import enrichment.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Deliveries as the owner of the contacts sees them. */
public final class DeliveryLog {

  private static final int MOST_ATTEMPTS = 100;

  private static final String REPORT =
      """
      select d.message_id, d.enrichment_id, d.position, d.state,
          case when d.state = 'PENDING' and d.next_attempt_at > now() then d.next_attempt_at end
            as next_attempt_at,
          (select count(*) from delivery_attempt a where a.message_id = d.message_id) as attempted
      from delivery d join enrichment e using (enrichment_id)
      """;

  private final Jdbi jdbi;

  public DeliveryLog(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The message of a contact of this account, with the latest 100 attempts. */
  public Optional<DeliveryReport> ofContact(UUID accountId, UUID contactId) {
    return jdbi.withHandle(
        handle -> {
          var attempts =
              handle
                  .createQuery(
                      """
                      select * from (
                        select a.* from delivery_attempt a where a.message_id = :contactId
                        order by attempt_id desc limit :most) latest
                      order by attempt_id
                      """)
                  .bind("contactId", contactId)
                  .bind("most", MOST_ATTEMPTS)
                  .map((row, context) -> attempt(row))
                  .list();
          return handle
              .createQuery(
                  REPORT
                      + """
                      where d.message_id = :contactId and d.position is not null
                        and e.account_id = :accountId
                      """)
              .bind("contactId", contactId)
              .bind("accountId", accountId)
              .map((row, context) -> report(row, attempts))
              .findOne();
        });
  }

  /**
   * The messages of an enrichment of this account, with the last attempt of each; contacts in their
   * order, then the one about the whole enrichment.
   *
   * @param state only those in this state
   */
  public List<DeliveryReport> ofEnrichment(
      UUID accountId, UUID enrichmentId, @Nullable DeliveryState state) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select r.*, a.* from ("
                        + REPORT
                        + """
                          where d.enrichment_id = :enrichmentId and e.account_id = :accountId
                            and (d.state = :state or cast(:state as text) is null)) r
                        left join lateral (
                          select attempted_at, took_ms, status, error, response_body
                          from delivery_attempt l where l.message_id = r.message_id
                          order by attempt_id desc limit 1) a on true
                        order by r.position nulls last
                        """)
                .bind("enrichmentId", enrichmentId)
                .bind("accountId", accountId)
                .bind("state", state)
                .map(DeliveryLog::reportWithLastAttempt)
                .list());
  }

  private static DeliveryReport reportWithLastAttempt(ResultSet row, StatementContext context)
      throws SQLException {
    return report(row, row.getObject("attempted_at") == null ? List.of() : List.of(attempt(row)));
  }

  private static DeliveryReport report(ResultSet row, List<DeliveryAttempt> attempts)
      throws SQLException {
    var nextAttemptAt = row.getObject("next_attempt_at", OffsetDateTime.class);
    return new DeliveryReport(
        row.getObject("message_id", UUID.class),
        row.getObject("enrichment_id", UUID.class),
        row.getObject("position", Integer.class),
        DeliveryState.valueOf(row.getString("state")),
        nextAttemptAt == null ? null : nextAttemptAt.toInstant(),
        row.getInt("attempted"),
        attempts);
  }

  /** Of a row with the columns of an attempt, which was made. */
  static DeliveryAttempt attempt(ResultSet row) throws SQLException {
    return new DeliveryAttempt(
        instant(row, "attempted_at"),
        Duration.ofMillis(row.getLong("took_ms")),
        row.getObject("status", Integer.class),
        row.getString("error"),
        row.getString("response_body"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
