package enrichment.store.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever rule of the ledger is broken, the random sequences find out. */
class LedgerMutantsTest {

  private static final int SEQUENCES = 400;
  private static final long SEED = 7;

  /** Where the schema alone is sabotaged. */
  private static final String NONE = "no such text";

  /**
   * @param schema what is done to the schema, so that it does not keep the rule by itself
   * @param original a part of the product's statements
   * @param sabotage what is there instead
   */
  private record Mutant(String rule, String schema, String original, String sabotage) {
    @Override
    public String toString() {
      return rule;
    }
  }

  private static Mutant mutant(String rule, String schema, String original, String sabotage) {
    return new Mutant(rule, schema, original, sabotage);
  }

  private static Mutant mutant(String rule, String original, String sabotage) {
    return new Mutant(rule, "", original, sabotage);
  }

  static Stream<Mutant> mutants() {
    return Stream.of(
        mutant("a reference counts once", "drop index credit_entry_grant_once", NONE, ""),
        mutant(
            "a grant raises the balance",
            "update credit_balance b set available = b.available + entry.amount",
            "update credit_balance b set available = b.available"),
        mutant(
            "a decision holds once",
            "drop index credit_entry_hold_once;"
                + " alter table credit_lot_hold drop constraint credit_lot_hold_pkey",
            "e.state = 'RECEIVED' as undecided, e.admit_before < now() as expired,",
            "true as undecided, false as expired, null as admission, e.admission as decided,"),
        mutant(
            "only what is available is held",
            "alter table credit_balance drop constraint credit_balance_available_check",
            "returning available",
            "returning available + 3 as available"),
        mutant(
            "a hold has an entry",
            "create function forget() returns trigger language plpgsql as 'begin return null; end';"
                + " create trigger forget before insert on credit_entry for each row"
                + " when (new.kind = 'hold') execute function forget()",
            NONE,
            ""),
        mutant(
            "a hold lowers the balance",
            "set available = b.available - entry.amount",
            "set available = b.available"),
        mutant(
            "a contact is settled once",
            "drop index credit_entry_resolve_once;"
                + " alter table credit_return drop constraint credit_return_pkey;"
                + " alter table delivery drop constraint delivery_pkey cascade;"
                + " alter table delivery drop constraint delivery_enrichment_id_position_key",
            "and c.outcome is null",
            ""),
        mutant("what is charged is not returned", "from settled where not charged", "from settled"),
        mutant(
            "what is released is returned",
            "from settled where not charged",
            "from settled where false"),
        mutant(
            "it is returned once",
            "create function twice() returns trigger language plpgsql as"
                + " 'begin new.amount := 2 * new.amount; return new; end';"
                + " create trigger twice before insert on credit_return for each row"
                + " execute function twice()",
            NONE,
            ""),
        mutant(
            "closing settles all",
            "(c.position = :position or cast(:position as integer) is null)",
            "c.position = :position"),
        mutant(
            "an expiring grant has a lot",
            "from entry where expires_at is not null",
            "from entry where false"),
        mutant(
            "a hold takes from lots", "from lot where sooner < :amount)", "from lot where false)"),
        mutant(
            "it takes from the soonest first",
            "over (order by expires_at, lot_id)",
            "over (order by expires_at desc, lot_id)"),
        mutant(
            "it notes what it took",
            "lot_id, amount, :amount - sooner - amount from part)",
            "lot_id, amount, 0 from part where false)"),
        mutant("credits return to their lots", "- h.returned as amount", "* 0 as amount"),
        mutant(
            "they return to the soonest last",
            ":amount - sooner - amount from part",
            "sooner from part"),
        mutant(
            "a return to a lot is noted",
            "set returned = h.returned + back.amount",
            "set returned = h.returned"),
        mutant("what is due expires", "l.expires_at <= now() as due", "false as due"),
        mutant(
            "it expires once", "case when lot.due then 0 else lot.remaining end", "lot.remaining"),
        mutant(
            "what expires has an entry",
            "lot_id from lot where due",
            "lot_id from lot where false"),
        mutant(
            "what expires is no longer available",
            "- (select coalesce(sum(amount), 0) from expired)",
            "- 0"),
        mutant(
            "what has expired is not shown as available",
            "- (select coalesce(sum(remaining), 0) from lot where due) as available",
            "as available"));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  @Timeout(120)
  void isFound(Mutant mutant) {
    var used = new AtomicBoolean(mutant.original.equals(NONE));
    try (var database = LedgerSequences.database()) {
      if (!mutant.schema.isEmpty()) {
        database.jdbi().useHandle(handle -> handle.createScript(mutant.schema).execute());
      }
      TemplateEngine sabotage =
          (sql, context) -> {
            var mutated =
                sql.replaceAll(
                    Pattern.quote(mutant.original).replace("\n        ", "\\E\\s+\\Q"),
                    Matcher.quoteReplacement(mutant.sabotage));
            if (!mutated.equals(sql)) {
              used.set(true);
            }
            return mutated;
          };
      Stream.of(database.jdbi(), database.answersJdbi())
          .forEach(jdbi -> jdbi.getConfig(SqlStatements.class).setTemplateEngine(sabotage));
      assertThatThrownBy(() -> new LedgerSequences(database, SEED, SEQUENCES).run())
          .isInstanceOf(AssertionError.class);
    }
    assertThat(used).as("the statement is there").isTrue();
  }
}
