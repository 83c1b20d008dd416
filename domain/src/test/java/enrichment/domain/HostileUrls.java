package enrichment.domain;

import java.util.List;
import java.util.stream.Stream;

/** Many ways to ask for webhooks where none may be sent. */
public final class HostileUrls {

  /** Ports that the URLs name beside the one that is given. */
  public static final List<Integer> SERVICE_PORTS =
      List.of(
          1, 7, 9, 11, 13, 19, 20, 21, 22, 23, 25, 37, 42, 53, 69, 79, 81, 87, 88, 110, 111, 119,
          123, 135, 137, 139, 143, 161, 179, 389, 442, 444, 445, 465, 512, 513, 514, 515, 548, 554,
          587, 631, 636, 873, 990, 993, 995, 1_023);

  private HostileUrls() {}

  /**
   * @param port where whoever is led astray arrives
   */
  public static List<HostileUrl> leadingTo(int port) {
    return Stream.of(
            HostileTexts.all(),
            HostileAuthorities.all(),
            Ipv4Notations.all(),
            HostileHosts.addresses(),
            HostileHosts.names())
        .flatMap(urls -> urls)
        .map(
            url ->
                new HostileUrl(
                    url.url().replace("PORT", Integer.toString(port)), url.rule(), url.answers()))
        .toList();
  }
}
