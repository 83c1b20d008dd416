package enrichment.cli;

import static enrichment.cli.PeopleCsv.assertEachRowOnceAndInOrder;
import static enrichment.cli.PeopleCsv.assertResultsOf;
import static org.assertj.core.api.Assertions.assertThat;

import enrichment.cli.StubApi.Fault;
import enrichment.cli.kit.ExitCodes;
import enrichment.cli.kit.Pace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code enrichment send}, against an API that keeps to the contract. */
@Timeout(300)
class SendTest {

  /** Gives up soon, so that an outage ends a run. */
  private static final Pace IMPATIENT =
      new Pace(
          Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(8), Duration.ofMillis(2));

  @TempDir private Path folder;
  private StubApi api;

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void sendsEveryRowOnceWhateverGoesWrongOnTheWay() throws Exception {
    api = StubApi.start(10_050).failing(new RandomFaults(7, 0.2, 0)).finishingAfter(3);
    var people = PeopleCsv.write(folder.resolve("people.csv"), 10_050);

    var run = send(people, "--type", "email", "--out", results().toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Contacts  10,050: 8,040 found, 2,010 not found, 0 failed, 0 cancelled")
        .contains("Credits   8,040 charged");
    assertThat(run.err()).contains("Enriched 10,050 of 10,050");
    assertEachRowOnceAndInOrder(api, results(), 10_050);
    assertThat(api.replays()).as("answers that were lost on the way").isPositive();
    assertThat(api.openAtMost()).as("batches under way").isLessThanOrEqualTo(4);
    assertThat(folder).isDirectoryNotContaining("glob:**.progress");
  }

  /** Any number of rows, faults, outages that end the run, and last lines torn by a crash. */
  @Test
  void acceptsEachRowOnceAndWritesItOnceInOrderWhateverIsInjected() throws Exception {
    var continued = 0;
    for (var seed = 0; seed < 40; seed++) {
      var random = new Random(seed);
      var rows = 1 + random.nextInt(800);
      var people = PeopleCsv.write(folder.resolve("people-%d.csv".formatted(seed)), rows);
      var results = folder.resolve("results-%d.csv".formatted(seed));
      try (var stub = StubApi.start(rows)) {
        stub.failing(new RandomFaults(seed, 0.3, 0.02))
            .finishingAfter(1 + random.nextInt(3))
            .withPagesOf(1 + random.nextInt(100));
        CliRun run;
        do {
          run =
              CliRun.of(
                  stub.url(),
                  StubApi.KEY,
                  random.nextInt(4) == 0 ? CliRun.QUICK : IMPATIENT,
                  "send",
                  people.toString(),
                  "--type",
                  "email",
                  "--out",
                  results.toString(),
                  "--parallel",
                  String.valueOf(1 + random.nextInt(6)));
          if (run.exitCode() == ExitCodes.LEFT_TO_DO) {
            continued++;
            tear(Path.of(results + ".progress"), results, random);
          } else {
            // What the account is could not be asked.
            assertThat(run.exitCode()).as(run.err()).isIn(ExitCodes.DONE, ExitCodes.FAILED);
          }
        } while (run.exitCode() != ExitCodes.DONE);
        assertEachRowOnceAndInOrder(stub, results, rows);
        assertThat(run.out() + run.err()).doesNotContain(StubApi.KEY);
      }
    }
    // How many depends on how calls to the stub interleave.
    assertThat(continued).as("runs that went on").isGreaterThan(5);
    api = StubApi.start(0);
  }

  /** As when the process ends in the middle of a write. */
  private static void tear(Path journal, Path results, Random random) throws IOException {
    if (random.nextBoolean()) {
      var bytes = Files.readAllBytes(journal);
      var lastLine = bytes.length - 1;
      while (lastLine > 0 && bytes[lastLine - 1] != '\n') {
        lastLine--;
      }
      if (lastLine > 0) {
        var kept = lastLine + random.nextInt(bytes.length - lastLine);
        Files.write(journal, Arrays.copyOf(bytes, kept));
      }
    }
    if (random.nextBoolean() && Files.exists(results)) {
      Files.writeString(results, "half a row", StandardOpenOption.APPEND);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "2, 2",
    "100, 100",
    "101, 99+2",
    "102, 100+2",
    "200, 100+100",
    "201, 100+99+2",
    "250, 100+100+50"
  })
  void leavesNoContactAloneInABatch(int rows, String sizes) throws Exception {
    api = StubApi.start(rows);
    var people = PeopleCsv.write(folder.resolve("people.csv"), rows);

    var run = send(people, "--type", "email", "--out", results().toString(), "--parallel", "1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(api.batchSizes())
        .isEqualTo(Stream.of(sizes.split("\\+")).map(Integer::valueOf).toList());
    assertEachRowOnceAndInOrder(api, results(), rows);
  }

  @Test
  void keepsBatchesOfLongRowsBelowWhatABodyMayHave() throws Exception {
    api = StubApi.start(250);
    var lines = new ArrayList<>(List.of("first_name,last_name,domain,linkedin_url,row,note"));
    for (var row = 0; row < 250; row++) {
      lines.add(
          "%s,Lovelace %d,x.example,linkedin.com/in/%s,%d,%s"
              .formatted("漢".repeat(200), row, "漢".repeat(2_000), row, "n".repeat(4_000)));
    }
    var people = Files.write(folder.resolve("people.csv"), lines);

    var run = send(people, "--type", "email", "--out", results().toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(api.accepted()).containsOnly(1);
    assertThat(api.batchSizes()).allSatisfy(size -> assertThat(size).isBetween(2, 95));
  }

  @Test
  void listsRowsThatCannotBeUsedAndGoesOnWithTheRest() throws Exception {
    api =
        StubApi.start(8)
            .refusing(contact -> contact.path("linkedin_url").asText().contains("facebook"));
    var people =
        Files.writeString(
            folder.resolve("people.csv"),
            """
            first_name,last_name,domain,linkedin_url,row,note
            Ada,Lovelace 0,a.example,,0,"a, ""b\"""
            ,Lovelace 1,a.example,,1,x

            Ada,Lovelace 2,,,2,x
            Ada,Lovelace 3,a.example,facebook.com/ada,3,x
            Ada,Lovelace 4,a.example
            Ada,Lovelace 5,a.example,,5,"two
            lines"
            Ada,Lovelace 6,a.example,,6,"a, ""b\"""
            """);
    var rejects = folder.resolve("rejects.csv");

    var run =
        send(
            people,
            "--type",
            "email",
            "--out",
            results().toString(),
            "--rejects",
            rejects.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.LEFT_TO_DO);
    assertThat(Files.readString(rejects))
        .isEqualToNormalizingNewlines(
            """
            line,reason,first_name,last_name,domain,linkedin_url,row,note
            3,first_name is missing,,Lovelace 1,a.example,,1,x
            5,domain or company_name is missing,Ada,Lovelace 2,,,2,x
            7,"has 3 fields, the header has 6",Ada,Lovelace 4,a.example
            6,linkedin_url must be a URL on linkedin.com,Ada,Lovelace 3,a.example,facebook.com/ada,3,x
            """);
    assertThat(run.err())
        .contains("Line 3: first_name is missing")
        .contains("Line 6: linkedin_url must be a URL on linkedin.com");
    assertThat(run.out()).contains("Contacts  3:").contains("Rejected  4");
    assertThat(api.accepted()).isEqualTo(new int[] {1, 0, 0, 0, 0, 1, 1, 0});
    assertThat(Files.readString(results()))
        .contains("Lovelace 0", "Lovelace 5", "Lovelace 6")
        .doesNotContain("Lovelace 3");
  }

  @Test
  void sendsTheOnlyContactLeftOfABatchByItself() throws Exception {
    api = StubApi.start(3).refusing(contact -> contact.path("custom").path("row").asInt() != 1);
    var people = PeopleCsv.write(folder.resolve("people.csv"), 3);

    var run = send(people, "--type", "email", "--out", results().toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.LEFT_TO_DO);
    assertThat(api.batchSizes()).containsExactly(1);
    assertResultsOf(results(), 1);
  }

  @Test
  void goesOnWhenCreditsComeBackAndStopsWhenThereAreTooFew() throws Exception {
    // 8 of 10 contacts are charged: 300 need 240, but 100 must be there for the last batch.
    api = StubApi.start(300).withCredits(230).finishingAfter(5);
    var people = PeopleCsv.write(folder.resolve("people.csv"), 300);

    var stopped = send(people, "--type", "email", "--out", results().toString());

    assertThat(stopped.exitCode()).isEqualTo(ExitCodes.LEFT_TO_DO);
    assertThat(stopped.err())
        .contains(
            "This batch needs 100 credits; 70 are available. 200 of 300 contacts are done. The same"
                + " command goes on from there.");

    api.grant(30);
    var run = send(people, "--type", "email", "--out", results().toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("Going on with an earlier run: 200 of 300 contacts are done.");
    assertEachRowOnceAndInOrder(api, results(), 300);
  }

  @Test
  void waitsForCreditsOfItsOwnBatches() throws Exception {
    api = StubApi.start(400).withCredits(340).finishingAfter(5);
    var people = PeopleCsv.write(folder.resolve("people.csv"), 400);

    var run = send(people, "--type", "email", "--out", results().toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertEachRowOnceAndInOrder(api, results(), 400);
  }

  @Test
  void neverSpendsMoreThanItMay() throws Exception {
    api = StubApi.start(400).finishingAfter(3);
    var people = PeopleCsv.write(folder.resolve("people.csv"), 400);
    var arguments = new String[] {"--type", "email", "--out", results().toString()};

    var stopped = send(people, with(arguments, "--max-credits", "250"));

    assertThat(stopped.exitCode()).isEqualTo(ExitCodes.LEFT_TO_DO);
    assertThat(stopped.err()).contains("--max-credits is reached. 200 of 400 contacts are done.");
    assertThat(api.batchSizes()).containsExactly(100, 100);

    var run = send(people, with(arguments, "--max-credits", "340"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertEachRowOnceAndInOrder(api, results(), 400);
  }

  @Test
  void doesNotGoOnWithSomethingElse() throws Exception {
    api = StubApi.start(300).withCredits(100);
    var people = PeopleCsv.write(folder.resolve("people.csv"), 300);
    var arguments = new String[] {"--type", "email", "--out", results().toString()};
    assertThat(send(people, arguments).exitCode()).isEqualTo(ExitCodes.LEFT_TO_DO);
    api.grant(1_000);
    var posts = api.posts();

    assertThat(send(people, with(arguments, "--country", "FR")).err())
        .contains("An earlier run is not finished, and --country changed since");
    assertThat(send(people, with(arguments, "--webhook-url", "https://x.example")).err())
        .contains("--webhook-url changed since");
    api.becomeAnotherAccount();
    var byAnother = send(people, arguments);
    assertThat(byAnother.err()).contains("the account of the API key changed since");
    assertThat(byAnother.exitCode()).isEqualTo(ExitCodes.FAILED);
    Files.writeString(people, "Ada,New,x.example,299,x\r\n", StandardOpenOption.APPEND);
    assertThat(send(people, arguments).err()).contains("the input file and the account");
    assertThat(api.posts()).isEqualTo(posts);
  }

  @Test
  void doesNotOverwriteResults() throws Exception {
    api = StubApi.start(2);
    var people = PeopleCsv.write(folder.resolve("people.csv"), 2);
    assertThat(send(people, "--type", "email").exitCode()).isZero();
    var results = folder.resolve("people-results.csv");
    assertResultsOf(results, 0, 1);

    var again = send(people, "--type", "email");

    assertThat(again.exitCode()).isEqualTo(ExitCodes.MISUSED);
    assertThat(again.err()).contains(results + " is there already: move it");
    assertThat(api.accepted()).containsOnly(1);
  }

  @Test
  void leavesNothingBehindWhenNothingWasTakenOn() throws Exception {
    api = StubApi.start(300).withPausedWebhook(true);
    var people = PeopleCsv.write(folder.resolve("people.csv"), 300);

    var run = send(people, "--type", "email", "--webhook-url", "https://x.example");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err()).isEqualTo("Invalid request: /webhook_url is paused.\n");
    assertThat(Files.list(folder)).containsExactly(people);
  }

  @Test
  void findsOutWhetherABatchWasTakenOnWhoseKeyTheServerMayHaveForgotten() throws Exception {
    // The answers of the first two batches are lost; the third one never gets there.
    var posts = new AtomicInteger();
    api =
        StubApi.start(300)
            .failing(
                (method, path) ->
                    method.equals("POST")
                        ? posts.incrementAndGet() > 2 ? Fault.DROPPED_BEFORE : Fault.DROPPED_AFTER
                        : Fault.NONE);
    var people = PeopleCsv.write(folder.resolve("people.csv"), 300);
    var arguments =
        new String[] {"--type", "email", "--out", results().toString(), "--parallel", "3"};
    var left = CliRun.of(api.url(), StubApi.KEY, IMPATIENT, with(sending(people), arguments));
    assertThat(left.exitCode()).isEqualTo(ExitCodes.LEFT_TO_DO);
    assertThat(left.err()).contains("0 of 300 contacts are done.");
    var takenOn = api.enrichments();
    assertThat(takenOn).isBetween(1, 2);

    api.forgetKeys();
    sentLongAgo(Path.of(results() + ".progress"));
    api.failing((method, path) -> Fault.NONE);
    var run = send(people, arguments);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(api.enrichments()).isEqualTo(3);
    assertEachRowOnceAndInOrder(api, results(), 300);
  }

  private static void sentLongAgo(Path journal) throws IOException {
    Files.writeString(
        journal,
        Pattern.compile("\"at\":\"[^\"]+\"")
            .matcher(Files.readString(journal))
            .replaceAll("\"at\":\"" + Instant.now().minus(Duration.ofHours(30)) + "\""));
  }

  @Test
  void writesTheOutputAgainWhenItWasChangedMeanwhile() throws Exception {
    api = StubApi.start(300).withCredits(200);
    var people = PeopleCsv.write(folder.resolve("people.csv"), 300);
    var arguments = new String[] {"--type", "email", "--out", results().toString()};
    assertThat(send(people, arguments).exitCode()).isEqualTo(ExitCodes.LEFT_TO_DO);
    Files.writeString(results(), Files.readString(results()).replace("Ada", "Bob"));
    api.grant(1_000);

    assertThat(send(people, arguments).exitCode()).isZero();

    assertEachRowOnceAndInOrder(api, results(), 300);
    assertThat(Files.readString(results())).doesNotContain("Bob");
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws Exception {
    var posts = Collections.synchronizedList(new ArrayList<Long>());
    api =
        StubApi.start(2)
            .askingToWait(2)
            .failing(
                (method, path) -> {
                  if (!method.equals("POST")) {
                    return Fault.NONE;
                  }
                  posts.add(System.nanoTime());
                  return posts.size() == 1 ? Fault.TOO_MANY : Fault.NONE;
                });
    var people = PeopleCsv.write(folder.resolve("people.csv"), 2);

    var run = send(people, "--type", "email", "--out", results().toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("Too many requests. Trying again.");
    assertThat(posts).hasSize(2);
    assertThat(Duration.ofNanos(posts.getLast() - posts.getFirst()))
        .isGreaterThan(Duration.ofMillis(1_900));
  }

  @Test
  void triesOutAndSendsNothing() throws Exception {
    api =
        StubApi.start(250)
            .withCredits(249)
            .refusing(c -> c.path("custom").path("row").asInt() == 7);
    var people = PeopleCsv.write(folder.resolve("people.csv"), 250);

    var enough = send(people, "--type", "email", "--dry-run");
    assertThat(enough.exitCode()).as(enough.err()).isEqualTo(ExitCodes.LEFT_TO_DO);
    assertThat(enough.out())
        .isEqualToNormalizingNewlines(
            """
            Contacts  249
            Rejected  1
            Credits   249 at most, 249 available
            """);
    assertThat(enough.err()).contains("Line 9: linkedin_url must be a URL on linkedin.com");

    api.grant(-1);
    var tooFew = send(people, "--type", "email", "--dry-run");
    assertThat(tooFew.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(tooFew.err()).contains("This file may need 249 credits; 248 are available.");

    assertThat(api.dryRuns()).isEqualTo(6);
    assertThat(api.posts()).isZero();
    assertThat(Files.list(folder)).containsExactly(people);
  }

  @Test
  void keepsTheByteOrderMarkAndNamesOfItsOwnApart() throws Exception {
    api = StubApi.start(2);
    var people =
        Files.writeString(
            folder.resolve("people.csv"),
            "\uFEFFFirstname,LASTNAME,Company_Name,email,row,\r\nZoë,Ünal,Ça & Co,old@x.example,0,k\r\n"
                + "Li,漢,Co,,1,\r\n");

    var run = send(people, "--type", "email", "--out", results().toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(results(), StandardCharsets.UTF_8))
        .startsWith(
            "\uFEFFFirstname,LASTNAME,Company_Name,email,row,,status,enriched_email,email_status,")
        .contains("Zoë,Ünal,Ça & Co,old@x.example,0,k,finished,row0@found.example,deliverable,");
  }

  private CliRun send(Path people, String... arguments) {
    return CliRun.of(api.url(), StubApi.KEY, CliRun.QUICK, with(sending(people), arguments));
  }

  private static String[] sending(Path people) {
    return new String[] {"send", people.toString()};
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  private Path results() {
    return folder.resolve("results.csv");
  }
}
