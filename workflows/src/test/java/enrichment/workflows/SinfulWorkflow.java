package enrichment.workflows;

import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Breaks every {@link WorkflowRule}, and is never run. */
final class SinfulWorkflow {

  static int counter;

  private final List<Object> results = new ArrayList<>();
  private @Nullable ArchRule stranger;

  void reachOut() throws Exception {
    results.add(Files.readString(Path.of("contacts.csv")));
    results.add(URI.create("https://vendor.example").toURL());
    results.add(DriverManager.getConnection("jdbc:none"));
    results.add(System.getenv("HOME"));
  }

  void askTheClock() {
    results.add(System.currentTimeMillis());
    results.add(Instant.now());
    results.add(Clock.systemUTC());
    results.add(new Date());
  }

  void rollTheDice() {
    Supplier<UUID> id = UUID::randomUUID;
    results.add(id);
    results.add(Math.random());
    results.add(new Random());
    Collections.shuffle(results);
  }

  void runBesides() throws InterruptedException {
    new Timer().cancel();
    new ReentrantLock().lock();
    Thread.sleep(counter++);
    synchronized (results) {
      results.wait();
    }
    results.parallelStream().forEach(result -> {});
    results.stream().parallel().forEach(result -> {});
  }

  void talk() {
    Logger.getLogger("workflow").info("Heard on every replay: " + stranger);
  }
}
