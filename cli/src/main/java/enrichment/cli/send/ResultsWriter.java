package enrichment.cli.send;

import enrichment.cli.kit.CliException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes the results in the order of the input, which it reads for that a second time: a batch that
 * takes long holds up neither the sending of those behind it nor memory for them.
 */
final class ResultsWriter {

  private final PeopleFile people;
  private final Path out;
  private final Journal journal;
  private final Results results;
  private final Rejects rejects;
  private final OutputForm form;

  ResultsWriter(
      PeopleFile people,
      Path out,
      Journal journal,
      Results results,
      Rejects rejects,
      OutputForm form) {
    this.people = people;
    this.out = out;
    this.journal = journal;
    this.results = results;
    this.rejects = rejects;
    this.form = form;
  }

  /** Returns when everything is written that will have ended in this run. */
  void writeAll() throws InterruptedException {
    try (var rows = people.open();
        var file = OutputFile.open(out);
        var text = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
        var csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
      if (!file.goOn(journal.written())) {
        journal.nothingIsWritten();
      }
      if (journal.written().batches() == 0) {
        writeHeader(rows, text, csv);
      }
      var before = journal.written().batches();
      var batches = new BatchReader(rows, row -> rejects.add(row, String.valueOf(row.rejection())));
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        if (!journal.awaitDone(batch.number())) {
          return;
        }
        var state = journal.state(batch.number());
        addRefused(batch, state);
        if (batch.number() >= before) {
          write(batch, state, csv);
          csv.flush();
          journal.written(file.written(batch.number() + 1));
        }
      }
      csv.flush();
    } catch (IOException e) {
      throw CliException.failed("The file %s cannot be written.".formatted(out));
    }
  }

  private void addRefused(Batch batch, BatchState state) {
    new TreeMap<>(state.refusedRows())
        .forEach((place, reason) -> rejects.add(batch.rows().get(place), reason));
  }

  private void writeHeader(PeopleReader rows, Writer text, CSVPrinter csv) throws IOException {
    // Programs that need the mark to know UTF-8 have put it into the input.
    form.withBom(rows.hasByteOrderMark()).begin(text);
    var input = rows.columns().headings();
    csv.printRecord(
        form.cells(Stream.concat(input.stream(), ResultColumns.headings(input).stream())));
  }

  private void write(Batch batch, BatchState state, CSVPrinter csv) throws IOException {
    var id = state.enrichmentId();
    if (id == null) {
      return;
    }
    var contacts = results.of(id);
    var position = 0;
    for (var row : BatchSender.remaining(batch, state)) {
      var result = ResultColumns.values(contacts.get(position++));
      csv.printRecord(form.cells(Stream.concat(row.fields().stream(), result.stream())));
    }
  }
}
