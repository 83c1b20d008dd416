package enrichment.providers.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class SmtpRepliesTest {

  @Test
  void areReadOneByOne() throws IOException {
    var replies = replies("220 Hello\r\n250-mx.test\r\n250-SIZE 1\r\n250 HELP\r\n354\r\n250 \n");
    assertThat(replies.read()).isEqualTo(new SmtpReply(220, List.of("Hello")));
    assertThat(replies.read()).isEqualTo(new SmtpReply(250, List.of("mx.test", "SIZE 1", "HELP")));
    assertThat(replies.read()).isEqualTo(new SmtpReply(354, List.of("")));
    assertThat(replies.hasMore()).isTrue();
    assertThat(replies.read()).isEqualTo(new SmtpReply(250, List.of("")));
    assertThat(replies.hasMore()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "250",
        "250 Ok",
        "250-Ok\r\n",
        "250-Ok\r\n550 No\r\n",
        "250_Ok\r\n",
        "25 Ok\r\n",
        "\r\n",
        "150 Ok\r\n",
        "hello\r\n",
        "250-Ok\r\nOk\r\n"
      })
  void areNothingElse(String said) {
    assertThatThrownBy(() -> replies(said).read()).isInstanceOf(SmtpException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "250 x", "250-x\r\n", "250-\n"})
  void areOfBoundedSize(String said) {
    var endless = new Endless(said);
    assertThatThrownBy(() -> new SmtpReplies(endless).read()).isInstanceOf(SmtpException.class);
    assertThat(endless.read).isLessThan(20_000);
  }

  private static SmtpReplies replies(String said) {
    return new SmtpReplies(new ByteArrayInputStream(said.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Says something, and then its last part again and again. */
  private static final class Endless extends InputStream {
    private final String said;
    private int read;

    private Endless(String said) {
      this.said = said;
    }

    @Override
    public int read() {
      int at = read++;
      assertThat(at).as("bytes").isLessThan(1_000_000);
      return said.contains("\n")
          ? said.charAt(at % said.length())
          : said.charAt(Math.min(at, said.length() - 1));
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      buffer[offset] = (byte) read();
      return 1;
    }
  }
}
