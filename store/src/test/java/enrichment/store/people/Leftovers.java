package enrichment.store.people;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Looks for texts and hashes in every column of every table, whatever tables there are. */
final class Leftovers {

  /** Who is suppressed outlives the erasure, as keyed hashes. */
  private static final Set<String> KEPT =
      Set.of("suppression", "suppressed_identity", "identity_secret", "flyway_schema_history");

  private final Jdbi jdbi;
  private final String everything;
  private final List<String> tables;

  Leftovers(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.tables =
        jdbi
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select table_name from information_schema.tables
                            where table_type = 'BASE TABLE' and table_schema = 'public'
                            """)
                        .mapTo(String.class)
                        .list())
            .stream()
            .filter(table -> !KEPT.contains(table))
            .toList();
    this.everything =
        tables.stream()
            .map(table -> "select '%1$s: ' || t::text from \"%1$s\" t".formatted(table))
            .collect(Collectors.joining(" union all "));
  }

  /** Of these, the ones that are left somewhere, with the table. */
  Set<String> of(Collection<String> canaries) {
    var left = new TreeSet<String>();
    for (var row :
        jdbi.withHandle(handle -> handle.createQuery(everything).mapTo(String.class).list())) {
      var text = row.toLowerCase(Locale.ROOT);
      for (var canary : canaries) {
        if (text.contains(canary.toLowerCase(Locale.ROOT))) {
          left.add(row.substring(0, row.indexOf(':')) + " has " + canary);
        }
      }
    }
    return left;
  }

  /** Empties all tables; the ledger's triggers are off meanwhile. */
  void clear() {
    jdbi.useTransaction(
        handle -> {
          handle.execute("set local session_replication_role = replica");
          tables.forEach(table -> handle.execute("delete from \"" + table + "\""));
          handle.execute("delete from suppressed_identity");
          handle.execute("delete from suppression");
        });
  }
}
