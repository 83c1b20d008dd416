package enrichment.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@code custom} objects of a body as compact JSON text. They are echoed to the client, who is
 * to find the very values that it sent: so numbers are copied as they are written, and never go
 * through a number of Java's.
 */
final class CustomTexts {

  /**
   * @param body valid JSON
   * @return the texts by the JSON pointer of their place
   */
  static Map<String, String> of(String body) {
    var texts = new HashMap<String, String>();
    try (var parser = Json.MAPPER.createParser(body)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_OBJECT
            && "custom".equals(parser.currentName())) {
          var pointer = parser.getParsingContext().pathAsPointer().toString();
          texts.put(pointer, copyObject(parser));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The body was valid JSON before", e);
    }
    return texts;
  }

  private static String copyObject(JsonParser parser) throws IOException {
    var text = new StringWriter();
    try (var generator = Json.MAPPER.createGenerator(text)) {
      var depth = 0;
      do {
        copyToken(parser, generator);
        depth +=
            parser.currentToken().isStructStart()
                ? 1
                : parser.currentToken().isStructEnd() ? -1 : 0;
      } while (depth > 0 && parser.nextToken() != null);
    }
    return text.toString();
  }

  private static void copyToken(JsonParser parser, JsonGenerator generator) throws IOException {
    if (parser.currentToken().isNumeric()) {
      generator.writeNumber(parser.getText());
    } else {
      generator.copyCurrentEvent(parser);
    }
  }

  private CustomTexts() {}
}
