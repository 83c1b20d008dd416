package enrichment.store.lookups;

import enrichment.store.sql.Database;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** How the employees of a domain are addressed, as far as that was learnt. */
public final class EmailPatterns {

  private final Jdbi jdbi;

  public EmailPatterns(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The pattern's name. */
  public Optional<String> find(String domain) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select pattern from email_pattern where domain = :domain")
                .bind("domain", domain)
                .mapTo(String.class)
                .findOne());
  }

  /** The latest evidence counts. */
  public void learn(String domain, String pattern) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into email_pattern as p (domain, pattern) values (:domain, :pattern)
                    on conflict (domain) do update set pattern = :pattern, learnt_at = now()
                    where p.pattern <> :pattern
                    """)
                .bind("domain", domain)
                .bind("pattern", pattern)
                .execute());
  }
}
