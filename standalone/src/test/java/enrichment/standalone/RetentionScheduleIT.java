package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.observability.metrics.Metrics;
import enrichment.observability.tracing.Tracing;
import enrichment.worker.EnrichmentWorker;
import enrichment.worker.ProviderSettings;
import enrichment.workflows.maintenance.RetentionWorkflow;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleHandle;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The purge as a real Temporal server runs it. */
@Tag("server")
@Timeout(180)
class RetentionScheduleIT {

  @TempDir Path dataDir;

  @Test
  void purgesByAScheduleThatEveryWorkerKeepsUpToDate() throws Exception {
    try (var stack = SplitStack.start(dataDir)) {
      var schedule =
          ScheduleClient.newInstance(stack.temporal().service())
              .getHandle(RetentionWorkflow.SCHEDULE_ID);
      whileAWorkerRuns(
          stack,
          () -> {
            assertDaily(schedule);
            var batch = enrichLongAgo(stack);
            schedule.trigger();
            awaitPurged(stack, batch);
            schedule.pause("by the operator");
          });
      whileAWorkerRuns(
          stack,
          () -> {
            assertDaily(schedule);
            assertThat(schedule.describe().getSchedule().getState().isPaused())
                .as("another worker lets it be")
                .isTrue();
          });
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  private static void whileAWorkerRuns(SplitStack stack, Task task) throws Exception {
    var worker = startWorker(stack);
    try {
      task.run();
    } finally {
      worker.close();
    }
  }

  private static EnrichmentWorker startWorker(SplitStack stack) {
    return EnrichmentWorker.start(
        stack.temporal().client(),
        stack.database(),
        Batches.workerSettings(ProviderSettings.read(Map.of())),
        Metrics.off().registry(),
        Tracing.OFF);
  }

  private static void assertDaily(ScheduleHandle handle) {
    var schedule = handle.describe().getSchedule();
    assertThat(schedule.getSpec().getIntervals())
        .singleElement()
        .satisfies(interval -> assertThat(interval.getEvery()).isEqualTo(Duration.ofDays(1)));
    assertThat(schedule.getPolicy().getOverlap())
        .isEqualTo(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
  }

  private static String enrichLongAgo(SplitStack stack) throws Exception {
    var client = stack.newClient();
    var batch = Batches.postWhenReady(client, Batches.distinct(0, 100));
    Batches.awaitFinished(client, batch);
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (update(
            stack,
            "update enrichment set closed_at = now() - interval '91 days'"
                + " where closed_at is not null")
        == 0) {
      assertThat(System.nanoTime()).as("waits for its books").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return batch;
  }

  private static void awaitPurged(SplitStack stack, String batch) throws Exception {
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (count(stack, "contact where first_name <> ''") > 0) {
      assertThat(System.nanoTime()).as("waits for the purge").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(
            count(
                stack,
                "enrichment where purged_at is not null and enrichment_id = '" + batch + "'"))
        .isEqualTo(1);
  }

  private static int update(SplitStack stack, String sql) throws SQLException {
    try (var connection = stack.sql().getConnection();
        var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static int count(SplitStack stack, String from) throws SQLException {
    try (var connection = stack.sql().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from " + from)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
