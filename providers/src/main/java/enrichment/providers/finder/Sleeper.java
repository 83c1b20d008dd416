package enrichment.providers.finder;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Sleeper {

  Sleeper REAL = Thread::sleep;

  void sleep(Duration time) throws InterruptedException;
}
