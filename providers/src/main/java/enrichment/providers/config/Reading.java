package enrichment.providers.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reading of one provider's settings, wherever they stand.
 *
 * @param missing the variables that its settings name and that the environment lacks
 */
record Reading(Problems problems, Map<String, String> environment, List<String> missing) {

  Reading(Problems problems, Map<String, String> environment) {
    this(problems, environment, new ArrayList<>());
  }

  /** Empty where it is not set; then nobody is going to need it. */
  String variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .orElseGet(
            () -> {
              missing.add(name);
              return "";
            });
  }
}
