package enrichment.api.http;

import enrichment.store.accounts.Scope;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of routes. Each says who may call it before it says what is done. */
public final class Routes {

  private static final String API = "/api/v2";
  private static final String ADMIN = "/admin";

  /** Who may call a route. */
  public enum Audience {
    ANYONE,
    /** Whoever has a key of an account. */
    ACCOUNT,
    OPERATOR
  }

  /**
   * @param path with its parameters in braces, from the root
   * @param scope what the key has to allow, where the audience is {@link Audience#ACCOUNT}
   */
  public record Route(HandlerType method, String path, Audience audience, @Nullable Scope scope) {}

  private final RoutesConfig routes;
  private final Authentication authentication;
  private final @Nullable String adminToken;
  private final RequestTraces traces;
  private final List<Route> table = new ArrayList<>();

  /**
   * @param adminToken what the operator's routes ask for; null: there are none
   */
  public Routes(
      RoutesConfig routes,
      Authentication authentication,
      @Nullable String adminToken,
      RequestTraces traces) {
    this.routes = routes;
    this.authentication = authentication;
    this.adminToken = adminToken;
    this.traces = traces;
  }

  /** Every route there is, in the order of their registration. */
  public List<Route> table() {
    return List.copyOf(table);
  }

  /**
   * Refuses a method that a path without parameters does not have. Left to Javalin, it would be
   * taken for an id: {@code GET /contacts/bulk_enrich} for a contact of that name.
   */
  public void refuseOtherMethods(Context ctx) {
    var methods =
        table.stream()
            .filter(route -> route.path().equals(ctx.path()))
            .flatMap(Routes::methods)
            .distinct()
            .toList();
    if (!methods.isEmpty() && !methods.contains(ctx.method())) {
      ctx.header(
          Header.ALLOW, methods.stream().map(HandlerType::name).collect(Collectors.joining(", ")));
      throw new ProblemException(Problem.ofStatus(405));
    }
  }

  private static Stream<HandlerType> methods(Route route) {
    return route.method() == HandlerType.GET
        ? Stream.of(HandlerType.GET, HandlerType.HEAD)
        : Stream.of(route.method());
  }

  /** A path under the one that all calls of accounts have in common. */
  public static String path(String path) {
    return API + path;
  }

  public void get(String path, Scope scope, AccountHandler handler) {
    account(HandlerType.GET, path, scope, handler);
  }

  public void post(String path, Scope scope, AccountHandler handler) {
    account(HandlerType.POST, path, scope, handler);
  }

  public void put(String path, Scope scope, AccountHandler handler) {
    account(HandlerType.PUT, path, scope, handler);
  }

  public void patch(String path, Scope scope, AccountHandler handler) {
    account(HandlerType.PATCH, path, scope, handler);
  }

  public void delete(String path, Scope scope, AccountHandler handler) {
    account(HandlerType.DELETE, path, scope, handler);
  }

  private void account(HandlerType method, String path, Scope scope, AccountHandler handler) {
    add(
        new Route(method, path(path), Audience.ACCOUNT, scope),
        authentication.account(scope, handler));
  }

  /** For the operator alone; there is no such route where nobody has said how to tell one. */
  public void operator(HandlerType method, String path, Handler handler) {
    if (adminToken != null) {
      add(
          new Route(method, ADMIN + path, Audience.OPERATOR, null),
          authentication.admin(adminToken, handler));
    }
  }

  /** For everybody, at the root. */
  public void anyone(HandlerType method, String path, Handler handler) {
    add(new Route(method, path, Audience.ANYONE, null), handler);
  }

  private void add(Route route, Handler handler) {
    table.add(route);
    // HEAD is GET without the body (RFC 9110); left to Javalin it would be 200, whoever asks.
    var traced = traces.of(route, handler);
    methods(route).forEach(method -> routes.addHttpHandler(method, route.path(), traced));
  }
}
