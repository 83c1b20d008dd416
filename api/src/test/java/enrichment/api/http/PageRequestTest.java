package enrichment.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.Context;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageRequestTest {

  private static final List<Integer> LIST = IntStream.rangeClosed(1, 7).boxed().toList();

  @Test
  void comesToTheEndOfAListPageByPage() {
    for (var limit = 1; limit <= 8; limit++) {
      var seen = new ArrayList<Integer>();
      String cursor = null;
      do {
        var request = read(String.valueOf(limit), cursor);
        var page = request.page(fetch(request), item -> item);
        assertThat(page.items()).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
        seen.addAll(page.items());
        cursor = page.nextCursor();
      } while (cursor != null);
      assertThat(seen).isEqualTo(LIST);
    }
  }

  @Test
  void showsFiftyUnlessAskedOtherwise() {
    assertThat(read(null, null)).isEqualTo(new PageRequest<>(50, null));
    assertThat(read("100", null).limit()).isEqualTo(100);
  }

  @Test
  void hasAnEmptyListOnOnePage() {
    assertThat(read(null, null).page(List.<Integer>of(), item -> item))
        .isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  void takesNoLimitOutOfRange() {
    for (var limit : new String[] {"0", "101", "-1", "1.5", "", "x", "010", "9".repeat(30)}) {
      assertThatThrownBy(() -> read(limit, null))
          .as(limit)
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(422));
    }
  }

  @Test
  void takesNoCursorThatItHasNotGiven() {
    // The last three: a fraction, a word, and bytes that are no UTF-8.
    for (var cursor : new String[] {"", "7", "!", "Nw==x", "NS41", "YWJj", "_w"}) {
      assertThatThrownBy(() -> read(null, cursor))
          .as(cursor)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().type()).endsWith("invalid-request"));
    }
  }

  @Test
  void takesKeysOfAnyKind() {
    var id = UUID.randomUUID();
    var page = new PageRequest<UUID>(1, null).page(List.of(id, UUID.randomUUID()), any -> any);
    assertThat(PageRequest.read(context(null, page.nextCursor()), UUID::fromString).after())
        .isEqualTo(id);
  }

  private static List<Integer> fetch(PageRequest<Integer> request) {
    var after = request.after();
    return LIST.stream()
        .filter(item -> after == null || item > after)
        .limit(request.fetched())
        .toList();
  }

  private static PageRequest<Integer> read(String limit, String cursor) {
    return PageRequest.read(context(limit, cursor), Integer::valueOf);
  }

  private static Context context(String limit, String cursor) {
    var query = new HashMap<String, String>();
    query.put("limit", limit);
    query.put("cursor", cursor);
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> query.get(arguments[0]));
  }
}
