package enrichment.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a body as one JSON object, whatever its content type says. */
public final class RequestBody {

  /** Larger bodies are refused by the server while they are being read. */
  public static final long MAX_BYTES = 1024 * 1024;

  /**
   * @throws ProblemException when the body is not a JSON object in UTF-8 (RFC 8259)
   */
  public static RequestObject read(Context ctx, Problems problems) {
    var text = decode(ctx.bodyAsBytes());
    try {
      var root = Json.MAPPER.readTree(text);
      if (root.isObject()) {
        return new RequestObject(root, "", CustomTexts.of(text), problems);
      }
    } catch (StreamConstraintsException e) {
      throw new ProblemException(
          Problem.malformed(
              "The body is nested too deeply, or has too long a name or number" + place(e) + "."));
    } catch (JsonProcessingException e) {
      throw new ProblemException(
          Problem.malformed("The body is not JSON, or names a member twice" + place(e) + "."));
    }
    throw new ProblemException(Problem.malformed("The body is not a JSON object."));
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(Problem.malformed("The body is not UTF-8."));
    }
  }

  /** Where it went wrong, but not how: that would quote the body. */
  private static String place(JsonProcessingException e) {
    var location = e.getLocation();
    return location == null
        ? ""
        : ", as seen at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  private RequestBody() {}
}
