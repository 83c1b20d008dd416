package enrichment.api.http;

import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for, by the query's {@code limit} and {@code cursor}. To the client
 * a cursor is opaque; it is the key of the last item that the client has, so that what is added or
 * deleted meanwhile neither repeats an item nor hides one.
 *
 * @param <K> by what the list is ordered, different for any two items
 * @param after the key of the last item of the page before; null: from the beginning
 */
public record PageRequest<K>(int limit, @Nullable K after) {

  private static final int USUAL_LIMIT = 50;

  /**
   * @param key reads a key from its text, and throws an {@link IllegalArgumentException} if it is
   *     none
   * @throws ProblemException when limit or cursor cannot be understood
   */
  public static <K> PageRequest<K> read(Context ctx, Function<String, K> key) {
    return new PageRequest<>(limit(ctx.queryParam("limit")), after(ctx.queryParam("cursor"), key));
  }

  /** How many items to fetch: the one more tells whether there are more. */
  public int fetched() {
    return limit + 1;
  }

  /**
   * @param fetched the items that follow {@link #after}, at most {@link #fetched()} of them
   * @param key of an item; its {@code toString()} is what {@link #read} reads
   */
  public <T> Page<T> page(List<T> fetched, Function<T, K> key) {
    if (fetched.size() <= limit) {
      return new Page<>(fetched, null);
    }
    var items = fetched.subList(0, limit);
    return new Page<>(items, cursor(key.apply(items.getLast())));
  }

  private static int limit(@Nullable String written) {
    if (written == null) {
      return USUAL_LIMIT;
    }
    if (!written.matches("[1-9][0-9]?|100")) {
      throw new ProblemException(Problem.invalidQuery("limit must be a number from 1 to 100."));
    }
    return Integer.parseInt(written);
  }

  private static String cursor(Object key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static <K> @Nullable K after(@Nullable String cursor, Function<String, K> key) {
    if (cursor == null) {
      return null;
    }
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
      return key.apply(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new ProblemException(
          Problem.invalidQuery("cursor must be the next_cursor of a page before."));
    }
  }
}
