package enrichment.activities.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import enrichment.domain.EnrichmentType;
import enrichment.providers.Capability;
import enrichment.providers.Provider;
import enrichment.providers.Rate;
import enrichment.store.TestDatabase;
import enrichment.store.directory.Directory;
import enrichment.workflows.steps.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever calls out is asked on a task queue of its own; what is ours alone is asked on ours. */
class OwnQueueTest {

  private final List<Provider> providers =
      List.of(
          new DirectoryProvider(new Directory(TestDatabase.create())),
          new StubProvider("unlimited"),
          new StubProvider("paced").atRate(new Rate(1, Duration.ofSeconds(1))));

  private final Waterfall waterfall =
      new Waterfall(
          Arrays.stream(Capability.values())
              .collect(Collectors.toMap(Function.identity(), any -> providers)));

  @Test
  void findersVerifiersAndResolversAlike() {
    for (var type : EnrichmentType.values()) {
      var chains = waterfall.chainsFor(type);
      var steps =
          Stream.of(chains.finders(), chains.verifiers(), chains.resolvers())
              .flatMap(List::stream)
              .toList();
      assertThat(steps).isNotEmpty();
      for (var step : steps) {
        assertThat(step.taskQueue())
            .as(step.provider())
            .isEqualTo(
                step.provider().equals(DirectoryProvider.NAME)
                    ? null
                    : "lookups/" + step.provider());
      }
    }
  }

  /** They were accepted before vendors had queues. */
  @Test
  @Timeout(60)
  void plansWithoutQueuesLeaveHalfOfTheCommonSlotsToWhatIsOurs() throws Exception {
    var held = new CountDownLatch(1);
    var leads = new CountDownLatch(1);
    var under = new CountDownLatch(100);
    var vendor =
        new StubProvider("vendor")
            .beforeEachCall(
                () -> {
                  leads.countDown();
                  under.countDown();
                  awaitUninterruptibly(held);
                });
    var fixture = LookupFixture.of(vendor);
    try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
      others.submit(() -> fixture.ask(vendor, true));
      // Who asks at the same moment may be told that an equal contact is being looked up.
      assertThat(leads.await(30, TimeUnit.SECONDS)).isTrue();
      for (var i = 1; i < 100; i++) {
        others.submit(() -> fixture.ask(vendor, true));
      }
      assertThat(under.await(30, TimeUnit.SECONDS)).isTrue();
      var refused = catchThrowableOfType(ApplicationFailure.class, () -> fixture.ask(vendor, true));
      assertThat(refused.getType()).isEqualTo(FailureTypes.ASK_LATER);
      assertThat(refused.getNextRetryDelay()).isPositive();
      held.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
