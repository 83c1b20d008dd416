package enrichment.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RedactedFailuresTest {

  private static final String CANARY = "ada.lovelace@analytical.example";
  private static final String TASK_QUEUE = "failing";
  private static final AtomicInteger IDS = new AtomicInteger();

  private static final ThrowingActivity ACTIVITY = new ThrowingActivity();
  private static @Nullable TestWorkflowEnvironment temporal;

  @BeforeAll
  static void startTemporal() {
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new RedactedFailures())
                        .build())
                .build());
    var worker = temporal.newWorker(TASK_QUEUE);
    worker.registerWorkflowImplementationTypes(FailingWorkflowImpl.class);
    worker.registerActivitiesImplementations(ACTIVITY);
    temporal.start();
  }

  @AfterAll
  static void stopTemporal() {
    temporal.close();
  }

  @ParameterizedTest
  @EnumSource
  void keepsNothingOfAnUnexpectedExceptionButItsType(FailingWorkflow.Place place) {
    var cause = new IllegalArgumentException("no such address: " + CANARY);
    var exception = new IllegalStateException("cannot read " + CANARY, cause);
    exception.addSuppressed(new IllegalStateException("cannot close " + CANARY));

    var failure = failureOf(exception, place);

    assertThat(failure.getType()).isEqualTo(IllegalArgumentException.class.getName());
    assertThat(failure.getOriginalMessage()).isEqualTo("Unexpected failure");
    assertThat(failure.isNonRetryable()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void saysTheStateOfAnSqlExceptionAndNotItsMessage(FailingWorkflow.Place place) {
    var sql = new SQLException("Key (email)=(" + CANARY + ") already exists", "23505");

    for (var exception : new Exception[] {sql, new IllegalStateException(CANARY, sql)}) {
      var failure = failureOf(exception, place);

      assertThat(failure.getType()).isEqualTo(SQLException.class.getName());
      assertThat(failure.getOriginalMessage()).isEqualTo("SQL state 23505");
    }
  }

  @ParameterizedTest
  @EnumSource
  void redactsErrorsToo(FailingWorkflow.Place place) {
    var failure = failureOf(new AssertionError("unexpected: " + CANARY), place);

    assertThat(failure.getType()).isEqualTo(AssertionError.class.getName());
  }

  @ParameterizedTest
  @EnumSource
  void passesWhatAnActivityReportsOnPurpose(FailingWorkflow.Place place) {
    var reported =
        ApplicationFailure.newBuilder()
            .setMessage("The receiver answered 500")
            .setType("WEBHOOK_NOT_DELIVERED")
            .setNonRetryable(true)
            .setDetails(500)
            .setNextRetryDelay(Duration.ofMinutes(5))
            .build();

    var failure = failureOf(reported, place);

    assertThat(failure.getType()).isEqualTo("WEBHOOK_NOT_DELIVERED");
    assertThat(failure.getOriginalMessage()).isEqualTo("The receiver answered 500");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getDetails().get(Integer.class)).isEqualTo(500);
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofMinutes(5));
  }

  /**
   * The activity's failure as the workflow's caller sees it, searched for the canary on the way.
   */
  private static ApplicationFailure failureOf(Throwable thrown, FailingWorkflow.Place place) {
    ACTIVITY.next = thrown;
    var id = "failing/" + IDS.incrementAndGet();
    var workflow =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                FailingWorkflow.class,
                WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TASK_QUEUE).build());

    var failed =
        catchThrowableOfType(WorkflowFailedException.class, () -> workflow.callActivity(place));

    var failure = (ApplicationFailure) failed.getCause().getCause();
    assertThat(trace(failed)).contains(failure.getType()).doesNotContain(CANARY);
    assertThat(history(id)).contains(failure.getType()).doesNotContain(CANARY);
    return failure;
  }

  private static String trace(Throwable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static String history(String workflowId) {
    var history = temporal.getWorkflowClient().fetchHistory(workflowId).getHistory();
    return new String(history.toByteArray(), StandardCharsets.UTF_8);
  }

  private static final class ThrowingActivity implements FailingActivity {

    private volatile @Nullable Throwable next;

    @Override
    public void fail() throws Exception {
      if (next instanceof Error error) {
        throw error;
      }
      throw (Exception) next;
    }
  }
}
