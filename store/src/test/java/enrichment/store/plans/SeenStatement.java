package enrichment.store.plans;

import enrichment.store.sql.IndexesAlone;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A statement that the service has run, with the values that it was run with.
 *
 * @param site where its text stands: file and line
 * @param sql with {@code ?} for each value
 * @param names of the values
 * @param byIndexesAlone whether its transaction was kept to indexes ({@link IndexesAlone})
 */
record SeenStatement(
    String site, String sql, List<String> names, List<Value> values, boolean byIndexesAlone) {

  /** Jdbi frees arrays when the statement that they were bound to has ended. */
  private record Elements(String type, Object[] all) {

    static Elements of(Array array) {
      try {
        return new Elements(array.getBaseTypeName(), (Object[]) array.getArray());
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A call of a setter of {@link PreparedStatement}. */
  record Value(Method setter, Object[] arguments) {

    private Value copied() {
      var copy = arguments.clone();
      copy[1] = copy[1] instanceof Array array ? Elements.of(array) : copy[1];
      return new Value(setter, copy);
    }

    private boolean isNull() {
      return arguments[1] == null || setter.getName().equals("setNull");
    }

    private boolean isOneOf(Class<?> type) {
      return type.isInstance(arguments[1]);
    }

    private void applyTo(PreparedStatement statement, Object value) throws SQLException {
      var changed = arguments.clone();
      changed[1] =
          value instanceof Elements elements
              ? statement.getConnection().createArrayOf(elements.type(), elements.all())
              : value;
      try {
        setter.invoke(statement, changed);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new SQLException(e);
      }
    }
  }

  /** Of a statement that is about to be run; its arguments are asked for their values. */
  // Jdbi offers no other way to the arguments of a statement that is not one's own.
  @SuppressWarnings("removal")
  static SeenStatement of(StatementContext context) {
    var names = context.getParsedSql().getParameters().getParameterNames();
    var calls = new ArrayList<Value>();
    var recorder =
        (PreparedStatement)
            Proxy.newProxyInstance(
                SeenStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getConnection")) {
                    return context.getConnection();
                  }
                  calls.add(new Value(method, arguments));
                  return null;
                });
    IntStream.range(0, names.size())
        .forEach(
            i -> {
              try {
                context
                    .getBinding()
                    .findForName(names.get(i), context)
                    .orElseThrow()
                    .apply(i + 1, recorder, context);
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    return new SeenStatement(
        context.getConfig(StatementSite.class).site(),
        context.getParsedSql().getSql(),
        names,
        List.copyOf(calls),
        false);
  }

  /** The same to be kept, with what is set on this connection. */
  SeenStatement on(Connection connection) {
    return new SeenStatement(
        site,
        sql,
        names,
        values.stream().map(Value::copied).toList(),
        isByIndexesAlone(connection));
  }

  private static boolean isByIndexesAlone(Connection connection) {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("show enable_seqscan")) {
      rows.next();
      return rows.getString(1).equals("off");
    } catch (SQLException e) {
      // What comes next fails in the same way, as its test may want it to.
      return false;
    }
  }

  /** Whether it reads or writes rows; others set something. */
  boolean hasPlan() {
    return !sql.stripLeading().startsWith("set ");
  }

  /** Equal for statements that may well have the same plan: the text, and which values are null. */
  String key() {
    return sql
        + values.stream().map(value -> value.isNull() ? "0" : "1").collect(Collectors.joining());
  }

  /**
   * Puts {@code prefix} before the text, and binds the values.
   *
   * @param others by its name, what is bound instead of a UUID
   */
  PreparedStatement prepare(Connection connection, String prefix, Map<String, UUID> others)
      throws SQLException {
    var statement = connection.prepareStatement(prefix + sql);
    for (var i = 0; i < values.size(); i++) {
      var value = values.get(i);
      var other = others.get(names.get(i));
      value.applyTo(
          statement, other != null && value.isOneOf(UUID.class) ? other : value.arguments()[1]);
    }
    return statement;
  }
}
