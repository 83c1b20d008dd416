package enrichment.api.docs;

import enrichment.api.http.Json;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The contract, kept as YAML for the sake of anchors and comments, and given out as JSON. */
public final class OpenApiDocument {

  private static final String FILE = "/openapi/openapi.yaml";

  /** Keys at the top that only hold anchors. */
  private static final String ANCHORS = "x-";

  /** OpenAPI 3.1 as JSON in UTF-8. */
  public static byte[] json() {
    Map<String, Object> document = yaml().load(Resources.text(FILE));
    document.keySet().removeIf(key -> key.startsWith(ANCHORS));
    return Json.bytes(document);
  }

  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    var output = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options),
        new Representer(output),
        output,
        options,
        new JsonTypesResolver());
  }

  /** Plain scalars are what they are in JSON: a time is a string, and so is {@code no}. */
  private static final class JsonTypesResolver extends Resolver {

    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.NULL, Pattern.compile("null"), "n");
      addImplicitResolver(Tag.INT, Pattern.compile("-?[0-9]+"), "-0123456789");
      addImplicitResolver(Tag.FLOAT, Pattern.compile("-?[0-9]+\\.[0-9]+"), "-0123456789");
      addImplicitResolver(Tag.MERGE, MERGE, "<");
    }
  }

  private OpenApiDocument() {}
}
