package enrichment.providers.http;

import enrichment.providers.ProviderException.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an answer of a vendor means. */
enum Meaning {
  /** There are values to be read. */
  FOUND(null),
  NOT_FOUND(null),
  PENDING(null),
  BUSY(Kind.BUSY),
  UNAVAILABLE(Kind.UNAVAILABLE),
  NOT_YET(Kind.NOT_YET),
  IN_DOUBT(Kind.IN_DOUBT),
  REFUSED(Kind.REFUSED),
  KEY_REFUSED(Kind.KEY_REFUSED),
  QUOTA_EXHAUSTED(Kind.QUOTA_EXHAUSTED);

  private final @Nullable Kind failure;

  Meaning(@Nullable Kind failure) {
    this.failure = failure;
  }

  /** Nothing where it is an answer. */
  Optional<Kind> failure() {
    return Optional.ofNullable(failure);
  }

  static Optional<Meaning> named(String name) {
    return Arrays.stream(values()).filter(one -> one.written().equals(name)).findFirst();
  }

  static String list() {
    return Arrays.stream(values()).map(Meaning::written).collect(Collectors.joining(", "));
  }

  private String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
