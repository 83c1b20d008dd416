package enrichment.providers.http;

import enrichment.providers.config.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names with values that have placeholders: a query, headers, a form. */
record Fields(Map<String, Template> templates) {

  static final Fields NONE = new Fields(Map.of());

  static Fields read(Settings group, String key, Set<Placeholder> allowed) {
    return group.group(key).map(fields -> read(fields, allowed)).orElse(NONE);
  }

  private static Fields read(Settings fields, Set<Placeholder> allowed) {
    var templates = new LinkedHashMap<String, Template>();
    fields
        .all()
        .forEach(
            (name, setting) -> {
              var template = Template.read(setting, allowed);
              WrittenKeys.refuse(name, setting, template);
              templates.put(name, template);
            });
    return new Fields(templates);
  }

  boolean uses(Placeholder placeholder) {
    return templates.values().stream().anyMatch(template -> template.uses(placeholder));
  }

  /** Without those that have a placeholder without a value. */
  Map<String, String> fill(Values values) {
    var filled = new LinkedHashMap<String, String>();
    templates.forEach(
        (name, template) -> template.fill(values).ifPresent(text -> filled.put(name, text)));
    return filled;
  }

  /** Filled, percent-encoded, and joined as a query is, and a form (WHATWG URL, 5). */
  String encoded(Values values) {
    return fill(values).entrySet().stream()
        .map(
            field ->
                UrlTemplate.encoded(field.getKey()) + "=" + UrlTemplate.encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }
}
