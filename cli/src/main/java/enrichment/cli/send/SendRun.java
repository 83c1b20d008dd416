package enrichment.cli.send;

import enrichment.cli.kit.CliException;
import enrichment.cli.kit.ExitCodes;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends all batches, a few at a time, and has the results written beside. */
final class SendRun {

  private final PeopleFile people;
  private final Journal journal;
  private final BatchSender sender;
  private final ResultsWriter writer;
  private final Progress progress;
  private final int atOnce;

  /** What ends the run early: nothing is sent from then on, and what is under way still ends. */
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * @param atOnce how many batches are under way at most
   */
  SendRun(
      PeopleFile people,
      Journal journal,
      BatchSender sender,
      ResultsWriter writer,
      Progress progress,
      int atOnce) {
    this.people = people;
    this.journal = journal;
    this.sender = sender;
    this.writer = writer;
    this.progress = progress;
    this.atOnce = atOnce;
  }

  /**
   * Returns when all is sent, has ended and is written.
   *
   * @throws CliException when that is not to be
   */
  void run() throws InterruptedException {
    var writing = Thread.ofPlatform().daemon().start(() -> guarded(writer::writeAll));
    guarded(this::sendAll);
    journal.end();
    writing.join();
    var end = failure.get();
    if (end instanceof Error error) {
      throw error;
    }
    if (end instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void sendAll() throws InterruptedException {
    var free = new Semaphore(atOnce);
    try (var rows = people.open();
        var senders =
            Executors.newFixedThreadPool(atOnce, Thread.ofPlatform().daemon().factory())) {
      var batches = new BatchReader(rows, row -> {});
      for (var next = batches.next(); next != null; next = batches.next()) {
        var batch = next;
        if (journal.isDone(batch.number())) {
          continue;
        }
        free.acquire();
        if (failure.get() != null) {
          break;
        }
        senders.execute(
            () -> {
              guarded(() -> enrich(batch));
              free.release();
            });
      }
      senders.shutdown();
      senders.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS);
    } catch (IOException e) {
      throw CliException.failed("The input cannot be read.");
    }
  }

  private void enrich(Batch batch) throws InterruptedException {
    sender.enrich(batch);
    progress.step(batch.rows().size());
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  private void guarded(Step step) {
    try {
      step.run();
    } catch (InterruptedException e) {
      failure.compareAndSet(null, new CliException(ExitCodes.LEFT_TO_DO, "Interrupted."));
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }
}
