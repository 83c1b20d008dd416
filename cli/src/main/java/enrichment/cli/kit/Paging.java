package enrichment.cli.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How much of a list is shown. */
public final class Paging {

  private static final int MOST_AT_ONCE = 100;
  private static final int USUAL = 50;

  @ArgGroup private @Nullable HowMany howMany;

  static final class HowMany {
    @Option(
        names = {"-n", "--limit"},
        paramLabel = "N",
        description = "Shows at most so many (50).")
    private int limit;

    @Option(names = "--all", description = "Shows all of them.")
    private boolean all;
  }

  /**
   * The first items of a list, page after page.
   *
   * @param member what the list is called in the answers
   * @param filters parameters of the query; those that are null are left out
   */
  public List<JsonNode> read(
      ApiClient api, String path, String member, Map<String, @Nullable String> filters) {
    var limit = howMany == null ? USUAL : howMany.all ? Integer.MAX_VALUE : howMany.limit;
    if (limit < 1) {
      throw CliException.misused("--limit must be at least 1.");
    }
    var items = new ArrayList<JsonNode>();
    String cursor = null;
    do {
      var parameters = new LinkedHashMap<String, @Nullable String>(filters);
      parameters.put("limit", String.valueOf(Math.min(limit - items.size(), MOST_AT_ONCE)));
      parameters.put("cursor", cursor);
      var page = api.send(ApiRequest.get(path + query(parameters)));
      page.path(member).forEach(items::add);
      cursor = page.path("next_cursor").textValue();
    } while (cursor != null && items.size() < limit);
    return items;
  }

  public static String query(Map<String, @Nullable String> parameters) {
    var query =
        parameters.entrySet().stream()
            .filter(parameter -> parameter.getValue() != null)
            .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  /** What came from outside, as one segment of a path. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
