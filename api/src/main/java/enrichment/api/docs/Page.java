package enrichment.api.docs;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** An answer that is the same for everybody, until the next version is started. */
final class Page {

  private final String contentType;
  private final byte[] body;
  private final String etag;

  Page(String contentType, byte[] body) {
    this.contentType = contentType;
    this.body = body;
    etag = "W/\"" + digest(body) + "\"";
  }

  void serve(Context ctx) {
    ctx.header(Header.CACHE_CONTROL, "no-cache").header(Header.ETAG, etag);
    if (isKnown(ctx)) {
      ctx.status(HttpStatus.NOT_MODIFIED);
    } else {
      ctx.contentType(contentType).result(body);
    }
  }

  /** Weakly compared, as conditional reads are (RFC 9110, section 13.1.2). */
  private boolean isKnown(Context ctx) {
    var known = ctx.header(Header.IF_NONE_MATCH);
    return known != null
        && Arrays.stream(known.split(","))
            .map(String::strip)
            .anyMatch(tag -> tag.equals("*") || ("W/" + tag).equals(etag) || tag.equals(etag));
  }

  private static String digest(byte[] body) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
