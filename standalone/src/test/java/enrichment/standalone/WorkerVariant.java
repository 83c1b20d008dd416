package enrichment.standalone;

import io.temporal.common.SimplePlugin;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.PollerBehaviorAutoscaling;
import io.temporal.worker.tuning.ResourceBasedControllerOptions;
import io.temporal.worker.tuning.ResourceBasedTuner;
import java.util.function.Consumer;

/**
 * A worker that is sized in another way than usual, to be measured beside it.
 *
 * @param connections to the database
 */
record WorkerVariant(
    String name,
    Consumer<WorkerFactoryOptions.Builder> factory,
    Consumer<WorkerOptions.Builder> worker,
    int connections) {

  private static final int USUAL_CONNECTIONS = 20;

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  static WorkerVariant of(String name) {
    var parts = name.split("=", 2);
    var number = parts.length == 2 ? Integer.parseInt(parts[1]) : 0;
    return switch (parts[0]) {
      case "usual" -> workers(name, worker -> {});
      case "pollers" ->
          workers(
              name,
              worker ->
                  worker
                      .setMaxConcurrentWorkflowTaskPollers(number)
                      .setMaxConcurrentActivityTaskPollers(number));
      case "autoscaling" ->
          workers(
              name,
              worker ->
                  worker
                      .setWorkflowTaskPollersBehavior(new PollerBehaviorAutoscaling())
                      .setActivityTaskPollersBehavior(new PollerBehaviorAutoscaling()));
      case "lazy" -> workers(name, worker -> worker.setDisableEagerExecution(true));
      case "eager" ->
          workers(name, worker -> worker.setMaxEagerActivityReservationsPerWorkflowTask(number));
      case "workflow-tasks" ->
          workers(name, worker -> worker.setMaxConcurrentWorkflowTaskExecutionSize(number));
      case "platform-threads" ->
          new WorkerVariant(
              name,
              factory -> factory.setUsingVirtualWorkflowThreads(false),
              worker -> worker.setUsingVirtualThreads(false),
              USUAL_CONNECTIONS);
      case "cache" -> factory(name, factory -> factory.setWorkflowCacheSize(number));
      case "cache-and-threads" ->
          factory(
              name,
              factory ->
                  factory.setWorkflowCacheSize(number).setMaxWorkflowThreadCount(2 * number));
      case "resource-based" ->
          workers(
              name,
              worker ->
                  worker.setWorkerTuner(
                      ResourceBasedTuner.newBuilder()
                          .setControllerOptions(
                              ResourceBasedControllerOptions.newBuilder(0.8, 0.9).build())
                          .build()));
      case "connections" -> new WorkerVariant(name, factory -> {}, worker -> {}, number);
      default -> throw new IllegalArgumentException("There is no variant " + name);
    };
  }

  private static WorkerVariant workers(String name, Consumer<WorkerOptions.Builder> worker) {
    return new WorkerVariant(name, factory -> {}, worker, USUAL_CONNECTIONS);
  }

  private static WorkerVariant factory(
      String name, Consumer<WorkerFactoryOptions.Builder> factory) {
    return new WorkerVariant(name, factory, worker -> {}, USUAL_CONNECTIONS);
  }

  /** Has the last word on how workers of its client are sized. */
  SimplePlugin plugin() {
    return new SimplePlugin(name) {
      @Override
      public void configureWorkerFactory(WorkerFactoryOptions.Builder builder) {
        super.configureWorkerFactory(builder);
        factory.accept(builder);
      }

      @Override
      public void configureWorker(String taskQueue, WorkerOptions.Builder builder) {
        super.configureWorker(taskQueue, builder);
        worker.accept(builder);
      }
    };
  }
}
