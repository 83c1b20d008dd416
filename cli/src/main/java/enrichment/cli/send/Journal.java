package enrichment.cli.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.cli.kit.CliException;
import enrichment.cli.kit.ExitCodes;
import enrichment.cli.kit.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has done, a line of JSON for each step, so that it can go on after whatever ends it. A
 * batch is written down before it is sent; a last line that is not whole was never acted on. One
 * process has it open at a time. It holds no personal data.
 */
final class Journal implements Closeable {

  private final Path path;
  private final FileChannel channel;
  private final JournalHeader header;
  private final boolean goesOn;

  /** Of every batch; some hundred bytes for its hundred contacts. */
  private final Map<Integer, BatchState> states = new HashMap<>();

  private boolean ended;
  private Written written = Written.NOTHING;
  private Tally tally = Tally.NONE;

  private Journal(Path path, FileChannel channel, JournalHeader wanted) throws IOException {
    this.path = path;
    this.channel = channel;
    var found = load();
    goesOn = found != null;
    if (found == null) {
      header = wanted;
      append(wanted.json());
    } else {
      found.requireSameAs(wanted, path.toString());
      header = found;
    }
  }

  /**
   * The journal of an earlier run of the same, which goes on; or else a new one.
   *
   * @throws CliException when the earlier run was of something else, or another process is at it
   */
  static Journal open(Path path, JournalHeader wanted) {
    try {
      var channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        lock(channel, path);
        return new Journal(path, channel, wanted);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw CliException.failed("The file %s cannot be written.".formatted(path));
    }
  }

  private static void lock(FileChannel channel, Path path) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Somebody in this very process.
    }
    throw CliException.failed("Another process is working on this: %s is in use.".formatted(path));
  }

  boolean goesOn() {
    return goesOn;
  }

  /** The same for a batch whenever it is sent, in this run or when it goes on. */
  String idempotencyKey(int batch) {
    return "%s-%d".formatted(header.run(), batch);
  }

  synchronized BatchState state(int batch) {
    return states.getOrDefault(batch, BatchState.NEW);
  }

  synchronized boolean isDone(int batch) {
    return state(batch).tally() != null;
  }

  /** Waits until a batch has ended; false when it does not in this run. */
  synchronized boolean awaitDone(int batch) throws InterruptedException {
    while (!isDone(batch) && !ended) {
      wait();
    }
    return isDone(batch);
  }

  /** No other batch will end in this run. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized boolean isAdopted(String enrichmentId) {
    return states.values().stream().anyMatch(state -> enrichmentId.equals(state.enrichmentId()));
  }

  /** Whether nothing that was sent can have been taken on. */
  synchronized boolean isUntouched() {
    return states.values().stream()
        .allMatch(state -> state.sentAt() == null && state.enrichmentId() == null);
  }

  synchronized Written written() {
    return written;
  }

  /** Of all batches that have ended. */
  synchronized Tally tally() {
    return tally;
  }

  synchronized int refusedRows() {
    return states.values().stream().mapToInt(state -> state.refusedRows().size()).sum();
  }

  /** Returns once it is on the disk: from then on the batch may be on its way. */
  synchronized void sending(int batch, @Nullable Long maxCredits) {
    record(
        entry(batch, "sending")
            .put("key", idempotencyKey(batch))
            .put("at", Instant.now().toString())
            .put("max_credits", maxCredits));
    force();
  }

  synchronized void accepted(int batch, String enrichmentId) {
    record(entry(batch, "accepted").put("enrichment_id", enrichmentId));
  }

  /** The server has not taken it on, and has not remembered its key. */
  synchronized void refused(int batch, Map<Integer, String> rows) {
    var entry = entry(batch, "refused");
    var reasons = entry.putObject("rows");
    rows.forEach((row, reason) -> reasons.put(String.valueOf(row), reason));
    record(entry);
  }

  synchronized void done(int batch, Tally result) {
    record(
        entry(batch, "done")
            .put("found", result.found())
            .put("not_found", result.notFound())
            .put("failed", result.failed())
            .put("cancelled", result.cancelled())
            .put("charged", result.charged()));
    notifyAll();
  }

  synchronized void written(Written now) {
    record(
        Json.object()
            .put("step", "written")
            .put("batches", now.batches())
            .put("bytes", now.bytes())
            .put("checksum", now.checksum()));
  }

  /** The output has to be written from the start, for it is not what was written. */
  synchronized void nothingIsWritten() {
    written = Written.NOTHING;
  }

  private static ObjectNode entry(int batch, String step) {
    return Json.object().put("step", step).put("batch", batch);
  }

  private void record(ObjectNode entry) {
    try {
      append(entry);
    } catch (IOException e) {
      throw CliException.failed("The file %s cannot be written.".formatted(path));
    }
    apply(entry);
  }

  private void append(ObjectNode line) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Json.bytes(line));
    bytes.write('\n');
    var buffer = ByteBuffer.wrap(bytes.toByteArray());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw CliException.failed("The file %s cannot be written.".formatted(path));
    }
  }

  /** The header of what is there; null when nothing is. */
  private @Nullable JournalHeader load() throws IOException {
    JournalHeader found = null;
    // Not closed: that would close the channel.
    @SuppressWarnings("resource")
    var bytes = new BufferedInputStream(Channels.newInputStream(channel));
    var line = new ByteArrayOutputStream();
    var whole = 0L;
    for (var next = bytes.read(); next >= 0; next = bytes.read()) {
      if (next != '\n') {
        line.write(next);
        continue;
      }
      try {
        var entry = Json.parse(line.toByteArray());
        if (found == null) {
          found = JournalHeader.of(entry);
        } else {
          apply(entry);
        }
      } catch (IOException | IllegalArgumentException | DateTimeException e) {
        throw new CliException(
            ExitCodes.FAILED,
            "%s is damaged, or another version's: what was sent cannot be told.".formatted(path));
      }
      whole += line.size() + 1;
      line.reset();
    }
    channel.truncate(whole).position(whole);
    return found;
  }

  private void apply(JsonNode entry) {
    var batch = entry.path("batch").intValue();
    var state = state(batch);
    switch (entry.path("step").asText()) {
      case "sending" ->
          states.put(
              batch,
              state.sent(
                  Instant.parse(entry.path("at").asText()),
                  entry.path("max_credits").isNumber()
                      ? entry.path("max_credits").longValue()
                      : null));
      case "accepted" -> states.put(batch, state.accepted(entry.path("enrichment_id").asText()));
      case "refused" -> states.put(batch, state.refused(reasons(entry.path("rows"))));
      case "done" -> {
        var result =
            new Tally(
                entry.path("found").longValue(),
                entry.path("not_found").longValue(),
                entry.path("failed").longValue(),
                entry.path("cancelled").longValue(),
                entry.path("charged").longValue());
        tally = tally.plus(result);
        states.put(batch, state.done(result));
      }
      case "written" ->
          written =
              new Written(
                  entry.path("batches").intValue(),
                  entry.path("bytes").longValue(),
                  entry.path("checksum").longValue());
      default -> throw new IllegalArgumentException("Another step");
    }
  }

  private static Map<Integer, String> reasons(JsonNode rows) {
    var reasons = new HashMap<Integer, String>();
    for (var row : rows.properties()) {
      reasons.put(Integer.valueOf(row.getKey()), row.getValue().textValue());
    }
    return Map.copyOf(reasons);
  }

  /** The file is of no more use: everything is written. */
  void remove() {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
