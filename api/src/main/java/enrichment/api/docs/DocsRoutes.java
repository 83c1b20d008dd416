package enrichment.api.docs;

import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Routes;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** The contract for machines, and the same for readers. */
public final class DocsRoutes {

  private static final String HTML = "text/html;charset=utf-8";
  private static final String CSS = "text/css;charset=utf-8";
  private static final String JAVASCRIPT = "text/javascript;charset=utf-8";

  /** Nothing from elsewhere, and nothing inline; the UI draws its icons from data URLs. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** Made once a process, when they are first asked for. */
  private static final class Pages {
    static final Page CONTRACT = new Page("application/json", OpenApiDocument.json());
    static final Page DOCS = own(HTML, "index.html");
    static final Map<String, Page> FILES =
        Map.of(
            "docs.css", own(CSS, "docs.css"),
            "docs.js", own(JAVASCRIPT, "docs.js"),
            "favicon.svg", own("image/svg+xml", "favicon.svg"),
            "swagger-ui.css", swaggerUi(CSS, "swagger-ui.css"),
            "swagger-ui-bundle.js", swaggerUi(JAVASCRIPT, "swagger-ui-bundle.js"));

    private static Page own(String contentType, String file) {
      return new Page(contentType, Resources.bytes("/docs/" + file));
    }

    private static Page swaggerUi(String contentType, String file) {
      return new Page(
          contentType,
          Resources.bytes("/META-INF/resources/webjars/swagger-ui/" + version() + "/" + file));
    }

    /** The WebJar's folder is named for its version. */
    private static String version() {
      var properties = new Properties();
      try {
        properties.load(
            new StringReader(
                Resources.text("/META-INF/maven/org.webjars/swagger-ui/pom.properties")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return properties.getProperty("version");
    }
  }

  public static void register(Routes routes) {
    routes.anyone(HandlerType.GET, "/openapi.json", ctx -> serve(ctx, Pages.CONTRACT));
    routes.anyone(HandlerType.GET, "/docs", ctx -> serve(ctx, Pages.DOCS));
    routes.anyone(HandlerType.GET, "/docs/{file}", DocsRoutes::file);
  }

  private static void file(Context ctx) {
    var page = Pages.FILES.get(ctx.pathParam("file"));
    if (page == null) {
      throw new ProblemException(Problem.notFound());
    }
    serve(ctx, page);
  }

  private static void serve(Context ctx, Page page) {
    ctx.header(Header.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
        .header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(Header.REFERRER_POLICY, "no-referrer");
    page.serve(ctx);
  }

  private DocsRoutes() {}
}
