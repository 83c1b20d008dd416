package enrichment.domain;

import enrichment.domain.HostileUrl.Rule;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways to write an IPv4 address that some resolver or browser understands. */
final class Ipv4Notations {

  private static final int[][] ADDRESSES = {
    {127, 0, 0, 1}, {10, 20, 30, 40}, {169, 254, 169, 254}, {192, 168, 1, 10}, {172, 16, 254, 9}
  };

  private Ipv4Notations() {}

  static Stream<HostileUrl> all() {
    return Stream.of(ADDRESSES)
        .flatMap(
            address -> {
              var plain = "%d.%d.%d.%d".formatted(address[0], address[1], address[2], address[3]);
              return Stream.of(
                      numbers(address[0], address[1], address[2], address[3])
                          .map(host -> HostileUrl.refusedBy(Rule.HOST, url(host))),
                      distortions(plain).map(host -> HostileUrl.refusedBy(Rule.HOST, url(host))),
                      disguises(plain)
                          .map(host -> HostileUrl.leadingTo(List.of("127.0.0.1"), url(host))))
                  .flatMap(urls -> urls);
            });
  }

  private static String url(String host) {
    return "http://" + host + ":PORT/";
  }

  /** Other bases, fewer parts, and parts that are too large. */
  private static Stream<String> numbers(int a, int b, int c, int d) {
    var all = (long) a << 24 | b << 16 | c << 8 | d;
    return Stream.of(
        "%d".formatted(all),
        "%d.".formatted(all),
        "%d".formatted(all + (1L << 32)),
        "0%o".formatted(all),
        "00000%o".formatted(all),
        "0x%x".formatted(all),
        "0X%X".formatted(all),
        "0x00000%x".formatted(all),
        "0%o.0%o.0%o.0%o".formatted(a, b, c, d),
        "0000%o.0000%o.0000%o.0000%o".formatted(a, b, c, d),
        "0%o.%d.%d.%d".formatted(a, b, c, d),
        "%d.%d.%d.0%o".formatted(a, b, c, d),
        "0x%x.0x%x.0x%x.0x%x".formatted(a, b, c, d),
        "0X%02X.0X%02X.0X%02X.0X%02X".formatted(a, b, c, d),
        "%d.%d.%d.0x%x".formatted(a, b, c, d),
        "0x%x.%d.0%o.%d".formatted(a, b, c, d),
        "%04d.%04d.%04d.%04d".formatted(a, b, c, d),
        "%d.%d.%d".formatted(a, b, c << 8 | d),
        "%d.%d".formatted(a, b << 16 | c << 8 | d),
        "0x%x.0x%x".formatted(a, b << 16 | c << 8 | d),
        "0%o.0%o.0%o".formatted(a, b, c << 8 | d),
        "%d.%d.%d.%d".formatted(a, b, c, d + 256),
        "%d.%d.%d.%d".formatted(a + 256, b, c, d));
  }

  /** Dots too many, and escapes. */
  private static Stream<String> distortions(String plain) {
    return Stream.of(
        plain + ".",
        plain + "..",
        "." + plain,
        plain + ".0",
        plain.replaceFirst("\\.", ".."),
        plain.replace(".", "%2e"),
        plain.replace(".", "%E3%80%82"),
        // One dot leaders.
        plain.replace('.', '\u2024'),
        spell(plain, digit -> "%3" + digit),
        spell(plain, digit -> "%EF%BC%9" + digit));
  }

  /** What becomes the plain address (UTS #46), and what only a human takes for it. */
  private static Stream<String> disguises(String plain) {
    return Stream.of(
        plain.replace('.', '\u3002'),
        plain.replace('.', '\uff0e'),
        plain.replace('.', '\uff61'),
        plain.replace(".", ".\u00ad"),
        plain.replace(".", "\u200b."),
        "\u2060" + plain,
        plain + "\ufe0f",
        // Full-width, four kinds of mathematical, subscript, circled.
        spell(plain, digitsFrom(0xff10)),
        spell(plain, digitsFrom(0xff10)).replace('.', '\uff0e'),
        spell(plain, digitsFrom(0x1d7ce)),
        spell(plain, digitsFrom(0x1d7d8)),
        spell(plain, digitsFrom(0x1d7e2)),
        spell(plain, digitsFrom(0x1d7f6)),
        spell(plain, digitsFrom(0x2080)),
        spell(plain, digit -> digit == 0 ? "\u24ea" : Character.toString(0x245f + digit)),
        // Devanagari, Bengali: names.
        spell(plain, digitsFrom(0x966)),
        spell(plain, digitsFrom(0x9e6)));
  }

  private static IntFunction<String> digitsFrom(int zero) {
    return digit -> Character.toString(zero + digit);
  }

  private static String spell(String plain, IntFunction<String> digits) {
    return plain
        .chars()
        .mapToObj(c -> c == '.' ? "." : digits.apply(Character.digit(c, 10)))
        .collect(Collectors.joining());
  }
}
