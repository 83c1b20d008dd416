package enrichment.activities.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import enrichment.domain.EnrichmentType;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.enrichments.Turns;
import enrichment.store.sql.Database;
import enrichment.workflows.steps.FailureTypes;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JdbiTurnActivitiesTest {

  private final Database database = TestDatabase.create();
  private final UUID account = Requests.account(database, 100_000);
  private final JdbiTurnActivities activities = new JdbiTurnActivities(new Turns(database));

  @Test
  void haveABatchAskAgainTheLaterTheMoreAreAhead() {
    var first = accepted();
    accepted();
    var waiting = IntStream.range(0, 40).mapToObj(i -> accepted()).toList();

    assertThatCode(() -> activities.awaitTurn(first)).doesNotThrowAnyException();
    assertThat(delay(waiting.get(0))).isEqualTo(Duration.ofMillis(500));
    assertThat(delay(waiting.get(3))).isEqualTo(Duration.ofMillis(1_250));
    assertThat(delay(waiting.get(39))).isEqualTo(Duration.ofMillis(10_250));
    TestDatabase.jdbi(database)
        .useHandle(handle -> handle.execute("update enrichment set contacts = 10_000"));
    assertThat(delay(waiting.get(39))).isEqualTo(Duration.ofMinutes(5));
  }

  private Duration delay(UUID enrichmentId) {
    var failure =
        catchThrowableOfType(ApplicationFailure.class, () -> activities.awaitTurn(enrichmentId));
    assertThat(failure.getType()).isEqualTo(FailureTypes.ASK_LATER);
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getCategory()).isEqualTo(ApplicationErrorCategory.BENIGN);
    return failure.getNextRetryDelay();
  }

  private UUID accepted() {
    return Requests.accepted(database, account, EnrichmentType.EMAIL, Turns.ENOUGH_QUEUED)
        .enrichmentId();
  }
}
