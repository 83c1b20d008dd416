package enrichment.store.lookups;

import enrichment.domain.LookupOutcome;
import enrichment.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Whom a contact was asked about, and what came of it. */
public final class LookupTrace {

  private final Jdbi jdbi;

  public LookupTrace(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Of a contact of this account, in the order in which the questions came up. */
  public List<LookupReport> ofContact(UUID accountId, UUID contactId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select l.* from lookup l
                    join contact c on c.enrichment_id = l.enrichment_id
                    join enrichment e on e.enrichment_id = l.enrichment_id
                    where c.contact_id = :contactId and e.account_id = :accountId
                      and (l.position = c.position or e.kind = 'COMBINED')
                    order by l.since, l.ended_at
                    """)
                .bind("contactId", contactId)
                .bind("accountId", accountId)
                .map(LookupTrace::report)
                .list());
  }

  private static LookupReport report(ResultSet row, StatementContext context) throws SQLException {
    var outcome = row.getString("outcome");
    var endedAt = row.getObject("ended_at", OffsetDateTime.class);
    return new LookupReport(
        row.getString("provider"),
        row.getString("asked_for"),
        row.getString("about"),
        outcome == null ? null : LookupOutcome.valueOf(outcome),
        row.getString("ticket") != null,
        row.getString("verdict"),
        row.getString("error"),
        row.getInt("attempts"),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        outcome == null || endedAt == null ? null : endedAt.toInstant(),
        Duration.ofMillis(row.getLong("took_ms")),
        row.getBigDecimal("cost"));
  }
}
