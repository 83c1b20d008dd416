package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import enrichment.domain.ContactKey;
import enrichment.store.TestDatabase;
import enrichment.store.webhooks.DeliveryState;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each status means, from the wire to the database. */
@Timeout(60)
class VerdictTest {

  /**
   * One row of the table.
   *
   * @param retryAfter whether the receiver's Retry-After takes the place of the schedule
   * @param up whether the receiver is taken to be able to answer
   */
  record Row(int from, int to, DeliveryState state, boolean again, boolean retryAfter, boolean up) {
    IntStream statuses() {
      return IntStream.rangeClosed(from, to);
    }
  }

  private static final List<Row> TABLE =
      List.of(
          // Only announces an answer; one that never comes is none.
          new Row(100, 199, DeliveryState.PENDING, true, false, false),
          new Row(200, 299, DeliveryState.DELIVERED, false, false, true),
          new Row(300, 399, DeliveryState.PENDING, true, false, true),
          new Row(400, 409, DeliveryState.PENDING, true, false, true),
          new Row(410, 410, DeliveryState.GONE, false, false, true),
          new Row(411, 428, DeliveryState.PENDING, true, false, true),
          new Row(429, 429, DeliveryState.PENDING, true, true, false),
          new Row(430, 499, DeliveryState.PENDING, true, false, true),
          new Row(500, 502, DeliveryState.PENDING, true, false, false),
          new Row(503, 503, DeliveryState.PENDING, true, true, false),
          new Row(504, 599, DeliveryState.PENDING, true, false, false));

  private final WebhookFixture webhooks = WebhookFixture.create();

  static List<Row> table() {
    return TABLE;
  }

  @AfterEach
  void close() {
    webhooks.close();
  }

  @Test
  void theTableHasEveryStatusOnce() {
    assertThat(TABLE.stream().flatMapToInt(Row::statuses))
        .containsExactlyElementsOf(IntStream.rangeClosed(100, 599).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyStatusIsDecidedByTheTable(Row row) throws IOException {
    try (var receiver = StubReceiver.start(connection -> {})) {
      for (var status : row.statuses().toArray()) {
        receiver.willAnswer(answering(status));
        // A URL each, and no memory of earlier answers: one status at a time is looked at.
        webhooks.execute("delete from webhook_receiver");
        var contact = webhooks.settled(receiver.url() + "/" + status);
        var failure =
            catchThrowableOfType(
                ApplicationFailure.class, () -> webhooks.activities.postWebhook(contact));
        assertThat(seen(contact, failure)).as("%d", status).isEqualTo(row(row));
      }
      assertThat(receiver.requests()).hasSize(row.to() - row.from() + 1);
    }
  }

  private List<Object> seen(ContactKey contact, ApplicationFailure failure) {
    var seen = new ArrayList<>();
    seen.add(webhooks.report(contact).state());
    seen.add(failure != null && !failure.isNonRetryable());
    seen.add(failure != null && Duration.ofSeconds(77).equals(failure.getNextRetryDelay()));
    seen.add(
        TestDatabase.jdbi(webhooks.database)
                .withHandle(
                    handle ->
                        handle
                            .createQuery("select count(*) from webhook_receiver")
                            .mapTo(int.class)
                            .one())
            == 0);
    return seen;
  }

  private static List<Object> row(Row row) {
    return List.of(row.state(), row.again(), row.retryAfter(), row.up());
  }

  private static StubReceiver.Script answering(int status) {
    var answer = StubReceiver.status(status, "Retry-After: 77");
    return status >= 200
        ? answer
        : connection -> {
          answer.answer(connection);
          connection.close();
        };
  }
}
