package enrichment.activities;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Locale;

/** Why an attempt had no answer. The codes are stable: they are kept, and clients read them. */
enum AttemptError {
  CONNECT,
  OTHER;

  static AttemptError of(IOException failure) {
    return failure instanceof ConnectException ? CONNECT : OTHER;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
