package enrichment.cli.send;

import enrichment.cli.kit.ApiClient;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.CliException;
import enrichment.cli.kit.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Has the server say of each batch whether it would take it on; nothing is enriched. */
final class DryRun {

  private final ApiClient api;
  private final SendOptions options;
  private final Rejects rejects;

  DryRun(ApiClient api, SendOptions options, Rejects rejects) {
    this.api = api;
    this.options = options;
    this.rejects = rejects;
  }

  /**
   * How many contacts would be taken on. Whether there are credits for all of them is not asked.
   *
   * @throws RefusedException when a request would be refused, and not because of some rows
   */
  long contacts(PeopleFile people) {
    var contacts = 0L;
    try (var rows = people.open()) {
      var batches = new BatchReader(rows, row -> rejects.add(row, String.valueOf(row.rejection())));
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        contacts += contacts(batch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contacts;
  }

  private int contacts(Batch batch) {
    // A single contact cannot be tried.
    if (batch.rows().size() == 1) {
      return 1;
    }
    var body = Batch.body(batch.rows(), options, null);
    try {
      var answer =
          api.send(
              ApiRequest.repeatablePost(Batch.path(batch.rows().size()) + "?dry_run=true", body));
      if (!answer.path("dry_run").booleanValue()) {
        throw CliException.failed("The server knows no dry runs, and has taken a batch on.");
      }
      return batch.rows().size();
    } catch (RefusedException e) {
      if (e.problem().slug().equals("insufficient-credits")) {
        return batch.rows().size();
      }
      var reasons = BatchSender.rowProblems(e.problem(), batch.rows().size());
      if (reasons.isEmpty()) {
        throw e;
      }
      reasons.forEach((row, reason) -> rejects.add(batch.rows().get(row), reason));
      return batch.rows().size() - reasons.size();
    }
  }
}
