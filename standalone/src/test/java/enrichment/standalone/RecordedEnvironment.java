package enrichment.standalone;

import java.util.AbstractMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An environment that remembers which names it was asked for. */
final class RecordedEnvironment extends AbstractMap<String, String> {

  private final Map<String, String> values;
  private final Set<String> namesRead = new HashSet<>();

  RecordedEnvironment(Map<String, String> values) {
    this.values = values;
  }

  Set<String> namesRead() {
    return Set.copyOf(namesRead);
  }

  @Override
  public @Nullable String get(Object name) {
    namesRead.add((String) name);
    return values.get(name);
  }

  @Override
  public boolean containsKey(Object name) {
    namesRead.add((String) name);
    return values.containsKey(name);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return values.entrySet();
  }
}
