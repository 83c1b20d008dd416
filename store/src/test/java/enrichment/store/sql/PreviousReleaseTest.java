package enrichment.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.TestDatabase;
import enrichment.store.credits.LedgerFigures;
import enrichment.store.enrichments.EnrichmentStatus;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.enrichments.WorkFigures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A release works on beside the schema of the next one, and each takes over from the other. */
class PreviousReleaseTest {

  private static final UUID ACCOUNT = UUID.fromString("00000000-0000-7000-8000-000000000001");
  private static final UUID ENRICHMENT = UUID.fromString("00000000-0000-7000-8000-000000000002");

  private final Database database = TestDatabase.create();

  @Test
  void itsStatementsWorkOnThisSchemaAndWhatTheyWriteIsUnderstood() throws IOException {
    try (var script = getClass().getResourceAsStream("/previous-release.sql")) {
      var statements = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      database.jdbi().useHandle(handle -> handle.createScript(statements).execute());
    }
    var summary = new Enrichments(database).summary(ACCOUNT, ENRICHMENT).orElseThrow();
    assertThat(summary.status()).isEqualTo(EnrichmentStatus.FINISHED);
    assertThat(new Enrichments(database).list(ACCOUNT, EnrichmentStatus.FINISHED, null, null, 10))
        .hasSize(1);
    assertThat(new LedgerFigures(database).read().orElseThrow().imbalance()).isZero();
    assertThat(new WorkFigures(database).read().pendingMessages()).isOne();

    assertThat(new Settlements(database).noteSettled()).isOne();
    assertThat(new WorkFigures(database).read().undelivered()).isOne();
    new Settlements(database).close(ENRICHMENT);
    assertThat(new WorkFigures(database).read().undelivered()).isZero();
  }
}
