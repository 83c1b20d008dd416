package enrichment.cli.send;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.cli.kit.AccountConnection;
import enrichment.cli.kit.ApiClient;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.CliException;
import enrichment.cli.kit.ExitCodes;
import enrichment.cli.kit.Texts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code enrichment send} */
@Command(
    name = "send",
    header = "Enriches the people in a CSV, and writes the results to another one.",
    description = {
      "",
      "The first line of the file names its columns: first_name and last_name (or firstname and"
          + " lastname); for email, domain or company_name; for phone and personal_email,"
          + " linkedin_url. All other columns are sent as custom, and come back in the results.",
      "",
      "The file may be of any length. It is sent in batches of 100, and each of them once, whatever"
          + " happens: after Ctrl-C, a crash, or when the credits ran out, the same command goes on"
          + " where it was. Meanwhile a file beside the results, named like them with .progress at"
          + " its end, remembers what was sent.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  enrichment send people.csv --type email --out results.csv",
      "  enrichment send people.csv --type email --dry-run",
      "  enrichment send people.csv --type phone --country FR,BE --max-credits 500 --rejects"
          + " rejects.csv",
      "",
      "Exit codes: 0 all contacts have a result; 1 nothing was sent; 2 wrong usage; 3 something is"
          + " left to do: rows were rejected or contacts failed, or the same command goes on."
    })
public final class SendCommand implements Callable<Integer> {

  private static final int MOST_AT_ONCE = 32;

  @Parameters(paramLabel = "PEOPLE.csv", description = "The people: CSV in UTF-8.")
  private Path input;

  @Option(
      names = "--type",
      required = true,
      paramLabel = "TYPE",
      description = "What is looked up: ${COMPLETION-CANDIDATES}.")
  private EnrichmentType type;

  @Option(
      names = "--out",
      paramLabel = "RESULTS.csv",
      description = "Where the results go; else PEOPLE-results.csv, beside the people.")
  private @Nullable Path out;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Where rows go that cannot be used, with line and reason.")
  private @Nullable Path rejectsFile;

  @Option(
      names = "--webhook-url",
      paramLabel = "URL",
      description = "Where each result is posted as well.")
  private @Nullable String webhookUrl;

  @Option(
      names = "--country",
      split = ",",
      paramLabel = "CODE",
      description = "Whose phones count (ISO 3166-1 alpha-2); else the account's default.")
  private List<String> countries = List.of();

  @Option(
      names = "--max-credits",
      paramLabel = "N",
      description = "Stops before the whole file could cost more than this.")
  private @Nullable Long maxCredits;

  @Option(
      names = "--raw",
      description =
          "Writes every cell as it is. Else one that a spreadsheet would take for a formula gets an"
              + " apostrophe in front.")
  private boolean raw;

  @Option(
      names = "--bom",
      description =
          "Begins files with a byte order mark, by which Excel knows UTF-8; the results of a file"
              + " that has one have one too.")
  private boolean bom;

  @Option(
      names = "--dry-run",
      description = "Checks the file, the price and the balance; sends nothing.")
  private boolean dryRun;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many batches are under way at a time (${DEFAULT-VALUE}).")
  private int parallel;

  @Mixin private AccountConnection connection;

  @Spec private CommandSpec command;

  /** Told when the server has to be waited for; there is none while nothing is sent. */
  private final AtomicReference<@Nullable Progress> progress = new AtomicReference<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (parallel < 1 || parallel > MOST_AT_ONCE) {
      throw CliException.misused("--parallel must be from 1 to %d.".formatted(MOST_AT_ONCE));
    }
    if (maxCredits != null && maxCredits < 0) {
      throw CliException.misused("--max-credits must not be negative.");
    }
    var people = new PeopleFile(input, type);
    var survey = people.survey();
    var credits = credits();
    try (var api = connection.openPatiently(this::tellWait)) {
      return dryRun ? tryOut(people, api, credits) : send(people, survey, api, credits);
    }
  }

  /** The first request: whoever has mistyped the server's address is told soon. */
  private JsonNode credits() {
    try (var api = connection.open()) {
      return api.send(ApiRequest.get("/credits"));
    }
  }

  private void tellWait(Duration delay, String reason) {
    var shown = progress.get();
    if (shown != null) {
      shown.note("%s Trying again.".formatted(reason));
    }
  }

  private int tryOut(PeopleFile people, ApiClient api, JsonNode credits) {
    long contacts;
    long rejected;
    try (var rejects = Rejects.open(rejectsFile, headings(people), form())) {
      contacts = new DryRun(api, options(), rejects).contacts(people);
      rejects.tell(err());
      rejected = rejects.count();
    }
    var required = contacts * price(credits);
    var available = credits.path("available").longValue();
    out().printf("Contacts  %,d%n", contacts);
    out().printf("Rejected  %,d%n", rejected);
    out().printf("Credits   %,d at most, %,d available%n", required, available);
    out().flush();
    if (required > available) {
      throw CliException.failed(
          "This file may need %s; %,d %s available."
              .formatted(
                  Texts.count(required, "credit"), available, available == 1 ? "is" : "are"));
    }
    if (maxCredits != null && required > maxCredits) {
      throw CliException.failed(
          "This file may need %s, which is more than --max-credits."
              .formatted(Texts.count(required, "credit")));
    }
    return rejected > 0 ? ExitCodes.LEFT_TO_DO : ExitCodes.DONE;
  }

  private int send(PeopleFile people, Survey survey, ApiClient api, JsonNode credits)
      throws IOException, InterruptedException {
    var results = results();
    var journalFile = Path.of(results + ".progress");
    if (!Files.exists(journalFile)) {
      refuseExisting(results);
      refuseExisting(rejectsFile);
    }
    var account = api.send(ApiRequest.get("/account")).path("account_id").asText();
    var header =
        new JournalHeader(
            UUID.randomUUID().toString(),
            account,
            options(),
            form(),
            survey.size(),
            survey.sha256());
    try (var journal = Journal.open(journalFile, header);
        var rejects = Rejects.open(rejectsFile, headings(people), form())) {
      if (journal.goesOn()) {
        err().println("Going on with an earlier run: " + done(journal, survey));
        err().flush();
      }
      var open = new OpenBatches(maxCredits, journal.tally().charged());
      var sender =
          new BatchSender(api, options(), journal, open, price(credits), maxCredits != null);
      var writer = new ResultsWriter(people, results, journal, new Results(api), rejects, form());
      try (var shown = Progress.of(journal.tally().contacts(), survey.usable(), err())) {
        progress.set(shown);
        Interruption.tells(
            () -> howToGoOn(journal, survey),
            new SendRun(people, journal, sender, writer, shown, parallel)::run);
      } catch (CliException e) {
        throw whatIsLeft(e, journal, survey, results);
      } finally {
        progress.set(null);
      }
      rejects.tell(err());
      journal.remove();
      return sumUp(journal.tally(), rejects.count(), results);
    }
  }

  private CliException whatIsLeft(CliException e, Journal journal, Survey survey, Path results)
      throws IOException {
    if (journal.isUntouched()) {
      journal.remove();
      Files.deleteIfExists(results);
      return e;
    }
    return new CliException(
        ExitCodes.LEFT_TO_DO, e.getMessage() + " " + howToGoOn(journal, survey));
  }

  private static String howToGoOn(Journal journal, Survey survey) {
    return done(journal, survey) + " The same command goes on from there.";
  }

  private static String done(Journal journal, Survey survey) {
    return "%,d of %,d contacts are done.".formatted(journal.tally().contacts(), survey.usable());
  }

  private int sumUp(Tally tally, long rejected, Path results) {
    out()
        .printf(
            "Contacts  %,d: %,d found, %,d not found, %,d failed, %,d cancelled%n",
            tally.contacts(), tally.found(), tally.notFound(), tally.failed(), tally.cancelled());
    out().printf("Rejected  %,d%n", rejected);
    out().printf("Credits   %,d charged%n", tally.charged());
    out().printf("Results   %s%n", results);
    out().flush();
    return tally.failed() + tally.cancelled() + rejected > 0
        ? ExitCodes.LEFT_TO_DO
        : ExitCodes.DONE;
  }

  private SendOptions options() {
    return new SendOptions(type, webhookUrl, countries);
  }

  private OutputForm form() {
    return new OutputForm(raw, bom);
  }

  private long price(JsonNode credits) {
    return credits.path("prices").path(type.wireName()).longValue();
  }

  private Path results() {
    if (out != null) {
      return out;
    }
    var name = input.getFileName().toString().replaceFirst("(?i)\\.csv$", "");
    return input.resolveSibling(name + "-results.csv");
  }

  private static List<String> headings(PeopleFile people) {
    try (var rows = people.open()) {
      return rows.columns().headings();
    } catch (IOException e) {
      throw CliException.failed("The input cannot be read.");
    }
  }

  /** It may be the only copy of what an earlier run has paid for. */
  private static void refuseExisting(@Nullable Path file) {
    if (file != null && Files.exists(file)) {
      throw CliException.misused(
          "%s is there already: move it, or name another file.".formatted(file));
    }
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }
}
