package enrichment.providers.finder;

import enrichment.providers.finder.NoAnswerException.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads replies, as long as they are of bounded size and are replies at all. */
final class SmtpReplies {

  /** RFC 5321, 4.5.3.1.5 has 512; some say more. */
  private static final int LONGEST_LINE = 2048;

  private static final int MOST_LINES = 100;

  private static final Pattern LINE = Pattern.compile("([2-5][0-9]{2})(?:([ -])(.*))?");

  private final InputStream in;

  SmtpReplies(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  SmtpReply read() throws IOException {
    var texts = new ArrayList<String>();
    int code = 0;
    Matcher line;
    do {
      line = LINE.matcher(readLine());
      if (!line.matches() || texts.size() == MOST_LINES) {
        throw new SmtpException(Reason.BROKEN_OFF);
      }
      int said = Integer.parseInt(line.group(1));
      if (code != 0 && code != said) {
        throw new SmtpException(Reason.BROKEN_OFF);
      }
      code = said;
      texts.add(line.group(3) == null ? "" : line.group(3));
    } while ("-".equals(line.group(2)));
    return new SmtpReply(code, texts);
  }

  /** Whether the server has said more than it was asked for. */
  boolean hasMore() throws IOException {
    return in.available() > 0;
  }

  private String readLine() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() == LONGEST_LINE) {
        throw new SmtpException(Reason.BROKEN_OFF);
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
