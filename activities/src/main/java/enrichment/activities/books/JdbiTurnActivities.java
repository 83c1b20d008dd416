package enrichment.activities.books;

import enrichment.activities.AskLater;
import enrichment.activities.Known;
import enrichment.store.enrichments.Turns;
import enrichment.workflows.TurnActivities;
import java.time.Duration;
import java.util.UUID;

/** The order of batches in PostgreSQL. */
public final class JdbiTurnActivities implements TurnActivities {

  /** The next one asks often, since providers are idle when it comes too late. */
  private static final Duration NEXT = Duration.ofMillis(500);

  /** An attempt costs Temporal a good part of what a contact does, so they must not be many. */
  private static final Duration EACH_CONTACT_AHEAD = Duration.ofMillis(5);

  /** Since what is ahead may be cancelled. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Turns turns;

  public JdbiTurnActivities(Turns turns) {
    this.turns = turns;
  }

  @Override
  public void awaitTurn(UUID enrichmentId) {
    Known.only(() -> takeTurn(enrichmentId));
  }

  private void takeTurn(UUID enrichmentId) {
    var ahead = turns.take(enrichmentId);
    if (ahead.isPresent()) {
      var delay = delay(ahead.getAsInt());
      turns.await(enrichmentId, delay);
      throw AskLater.in(delay, reason(ahead.getAsInt()));
    }
  }

  private static Duration delay(int ahead) {
    var delay = NEXT.plus(EACH_CONTACT_AHEAD.multipliedBy(ahead));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }

  private static String reason(int ahead) {
    return ahead == 0
        ? "Enough contacts of the account are queued"
        : "%d contacts of the account's batches are ahead".formatted(ahead);
  }
}
