package enrichment.providers.http;

import enrichment.providers.config.Setting;
import enrichment.providers.config.Settings;
import java.util.Optional;
import java.util.Set;

/** Reads what a definition says of a request. */
final class RequestReader {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT");

  /** The client's own. */
  private static final String RESERVED =
      "(?i)host|content-length|transfer-encoding|connection|te|trailer|upgrade|expect";

  private static final String HEADER_NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

  /**
   * @param allowed the placeholders that have a meaning in it
   */
  static Optional<RequestTemplate> read(Settings request, Set<Placeholder> allowed) {
    var url = request.require("url").flatMap(setting -> UrlTemplate.read(setting, allowed));
    var query = Fields.read(request, "query", allowed);
    var headers = Fields.read(request, "headers", allowed);
    checkHeaderNames(request);
    var body = request.find("body").map(setting -> BodyTemplate.read(request, setting, allowed));
    var form = request.find("form").map(setting -> Fields.read(request, "form", allowed));
    if (body.isPresent() && form.isPresent()) {
      request.refuse("has both a body and a form");
    }
    var sends = body.isPresent() || form.isPresent();
    var method = method(request, sends);
    return url.map(
        to ->
            new RequestTemplate(method, to, query, headers, body.orElse(null), form.orElse(null)));
  }

  private static String method(Settings request, boolean sends) {
    var setting = request.find("method");
    var method =
        setting
            .flatMap(
                written ->
                    written.parsed(
                        "GET, POST or PUT", text -> Optional.of(text).filter(METHODS::contains)))
            .orElse(sends ? "POST" : "GET");
    if (sends && method.equals("GET")) {
      setting.ifPresent(written -> written.refuse("must be POST or PUT, since there is a body"));
    }
    return method;
  }

  private static void checkHeaderNames(Settings request) {
    request
        .group("headers")
        .map(Settings::all)
        .ifPresent(headers -> headers.forEach(RequestReader::checkHeaderName));
  }

  private static void checkHeaderName(String name, Setting setting) {
    if (!name.matches(HEADER_NAME)) {
      setting.refuse("is no name of a header");
    } else if (name.matches(RESERVED)) {
      setting.refuse("is not a definition's to set");
    }
  }

  private RequestReader() {}
}
