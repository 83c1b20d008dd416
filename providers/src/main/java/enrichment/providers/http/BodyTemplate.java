package enrichment.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import enrichment.providers.config.Setting;
import enrichment.providers.config.Settings;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON with placeholders in its texts. A member or element that has one without a value is left
 * out, and so is what becomes empty through that.
 */
sealed interface BodyTemplate {

  JsonNodeFactory JSON = JsonNodeFactory.instance;

  Optional<JsonNode> fill(Values values);

  boolean uses(Placeholder placeholder);

  /**
   * @param group of which the setting is part
   */
  static BodyTemplate read(Settings group, Setting setting, Set<Placeholder> allowed) {
    if (setting.isMapping()) {
      var members = new LinkedHashMap<String, BodyTemplate>();
      group
          .group(setting)
          .ifPresent(
              under ->
                  under
                      .all()
                      .forEach(
                          (name, value) -> {
                            var member = read(under, value, allowed);
                            if (member instanceof Text text) {
                              WrittenKeys.refuse(name, value, text.template());
                            }
                            members.put(name, member);
                          }));
      return new Members(members);
    }
    if (setting.isList()) {
      return new Elements(
          setting.list().stream().map(value -> read(group, value, allowed)).toList());
    }
    return setting.scalar() instanceof String text
        ? new Text(Template.of(text, setting, allowed))
        : new Fixed(fixed(setting.scalar()));
  }

  private static JsonNode fixed(@Nullable Object value) {
    if (value == null) {
      return JSON.nullNode();
    }
    return switch (value) {
      case Long number -> JSON.numberNode(number);
      case BigDecimal number -> DecimalNode.valueOf(number);
      default -> JSON.booleanNode(Boolean.TRUE.equals(value));
    };
  }

  record Fixed(JsonNode value) implements BodyTemplate {
    @Override
    public Optional<JsonNode> fill(Values values) {
      return Optional.of(value);
    }

    @Override
    public boolean uses(Placeholder placeholder) {
      return false;
    }
  }

  record Text(Template template) implements BodyTemplate {
    @Override
    public Optional<JsonNode> fill(Values values) {
      if (template.isOnly(Placeholder.COUNTRY_CODES)) {
        var codes = JSON.arrayNode();
        Placeholder.countryCodes(values).forEach(codes::add);
        return Optional.<JsonNode>of(codes).filter(array -> !array.isEmpty());
      }
      return template.fill(values).map(JSON::textNode);
    }

    @Override
    public boolean uses(Placeholder placeholder) {
      return template.uses(placeholder);
    }
  }

  record Members(Map<String, BodyTemplate> members) implements BodyTemplate {
    @Override
    public Optional<JsonNode> fill(Values values) {
      var filled = JSON.objectNode();
      members.forEach(
          (name, member) -> member.fill(values).ifPresent(value -> filled.set(name, value)));
      return Optional.<JsonNode>of(filled).filter(all -> !all.isEmpty() || members.isEmpty());
    }

    @Override
    public boolean uses(Placeholder placeholder) {
      return members.values().stream().anyMatch(member -> member.uses(placeholder));
    }
  }

  record Elements(List<BodyTemplate> elements) implements BodyTemplate {
    @Override
    public Optional<JsonNode> fill(Values values) {
      ArrayNode filled = JSON.arrayNode();
      elements.forEach(element -> element.fill(values).ifPresent(filled::add));
      return Optional.<JsonNode>of(filled).filter(all -> !all.isEmpty() || elements.isEmpty());
    }

    @Override
    public boolean uses(Placeholder placeholder) {
      return elements.stream().anyMatch(element -> element.uses(placeholder));
    }
  }
}
