package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.store.accounts.ApiKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * And what the in-process server cannot do: it leaves a workflow hanging that is cancelled while
 * its activity ends.
 */
@OnRealServer
class StoppedBatchOnServerIT extends StoppedBatchIT {

  private static final String CONSENT = "/account/personal_email_consent";

  @Test
  void noPersonalEmailIsAskedForOnceConsentIsRevoked() throws Exception {
    try (var stack = stack("one", SLOW)) {
      var http = new HttpProbe(stack);
      var key = http.createAccount(CREDITS, true);
      var api = new DemoClient(stack.url(), new ApiKey(key));
      var batches = List.of(post(api, 100), post(api, 60));
      awaitCalls(20);

      var answer = http.delete(CONSENT, key);

      var answered = System.nanoTime();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().get("given").booleanValue()).isFalse();
      assertThat(http.post("/contacts/bulk_enrich", key, batch(2).toString()).status())
          .isEqualTo(422);
      assertStopped(api, batches, answered);
    }
  }

  /** Some are admitted before, and would be looked up after. */
  @Test
  void nothingIsAskedForThatComesWhileConsentIsBeingRevoked() throws Exception {
    try (var stack = stack("one", FAST);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var http = new HttpProbe(stack);
      var key = http.createAccount(CREDITS, true);
      var api = new DemoClient(stack.url(), new ApiKey(key));
      for (var round = 0; round < 3; round++) {
        http.put(CONSENT, key, "{\"given_by\": \"Ada\", \"terms_version\": \"1\"}");
        var accepted = new ArrayList<String>();
        var posting = new AtomicBoolean(true);
        var before = vendors.calls().all().size();
        var posts =
            threads.submit(
                () -> {
                  while (posting.get()) {
                    var posted = http.post("/contacts/bulk_enrich", key, batch(5).toString());
                    if (posted.status() == 202) {
                      accepted.add(posted.body().get("enrichment_id").textValue());
                    }
                  }
                  return null;
                });
        awaitCalls(before + 20);
        assertThat(http.delete(CONSENT, key).status()).isEqualTo(200);
        var answered = System.nanoTime();
        posting.set(false);
        posts.get();
        for (var batch : accepted) {
          Batches.awaitFinished(api, batch);
        }
        assertNoCallAfter(answered);
      }
      assertThat(api.get("/credits").get("held").intValue()).isZero();
    }
  }

  /** Some calls are permitted just before, and about to begin. */
  @Test
  void nobodyIsAskedAboutOnceTheyAreSuppressedOrErased() throws Exception {
    var people = 160;
    try (var stack = stack("one", SLOW)) {
      var http = new HttpProbe(stack);
      var key = http.createAccount(CREDITS, true);
      var api = new DemoClient(stack.url(), new ApiKey(key));
      var batches = List.of(post(api, 100), post(api, people - 100));
      awaitCalls(20);

      var answered = new ConcurrentHashMap<String, Long>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var answers =
            IntStream.range(20, people)
                .mapToObj(
                    number ->
                        threads.submit(
                            () -> {
                              var path = number % 2 == 0 ? "/suppressions" : "/erasures";
                              assertThat(http.post(path, key, profileOf(number)).status())
                                  .isBetween(200, 201);
                              answered.put(domainOf(number), System.nanoTime());
                              return null;
                            }))
                .toList();
        for (var answer : answers) {
          answer.get();
        }
      }
      for (var batch : batches) {
        Batches.awaitFinished(api, batch);
      }

      var calls = vendors.calls().all();
      assertThat(calls).as("most were in time").hasSizeLessThan(people / 2);
      assertThat(calls)
          .allMatch(
              call ->
                  call.nanoTime()
                      < answered.getOrDefault(call.question().domain(), Long.MAX_VALUE));
      assertThat(api.get("/credits").get("held").intValue()).isZero();
    }
  }

  private static String profileOf(int number) {
    return "{\"linkedin_url\": \"https://www.linkedin.com/in/ada-%d\"}".formatted(number);
  }
}
