package enrichment.domain;

import inet.ipaddr.IPAddressString;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A URL that no webhook may be sent to.
 *
 * @param answers the addresses of its host, if somebody asks for them
 */
public record HostileUrl(String url, Rule rule, List<String> answers) {

  /** What is wrong with a URL, in the words of the API. */
  public enum Rule {
    URL("must be a URL"),
    SCHEME("must begin with https:// or http://"),
    CREDENTIALS("must not have credentials in it"),
    HOST("must have a host name or an IP address"),
    PORT("must have port 80, 443 or one from 1024 to 65535, or none"),
    ADDRESS("must not lead to an address that is not public");

    private final String detail;

    Rule(String detail) {
      this.detail = detail;
    }

    public String detail() {
      return detail;
    }
  }

  /** A text that must be refused as such: were it not, it would lead to this machine. */
  static HostileUrl refusedBy(Rule rule, String url) {
    return new HostileUrl(url, rule, List.of("127.0.0.1"));
  }

  static Stream<HostileUrl> eachRefusedBy(Rule rule, String... urls) {
    return Stream.of(urls).map(url -> refusedBy(rule, url));
  }

  /** A sound text that leads to the wrong place, by its answers unless its host is an address. */
  static HostileUrl leadingTo(List<String> answers, String url) {
    return new HostileUrl(url, Rule.ADDRESS, answers);
  }

  /**
   * A policy under which this URL is stopped by its own rule or not at all: this machine is allowed
   * unless it is the addresses that are at fault.
   */
  public AddressPolicy policy() {
    return AddressPolicy.allowing(
        rule == Rule.ADDRESS ? List.of() : List.of("127.0.0.0/8", "0.0.0.0/8", "::1"));
  }

  /** Answers every question with the answers. */
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = new InetAddress[answers.size()];
    for (var i = 0; i < addresses.length; i++) {
      addresses[i] = address(answers.get(i));
    }
    return addresses;
  }

  /** As a resolver has it: {@link InetAddress} itself turns mapped addresses into IPv4. */
  private static InetAddress address(String text) throws UnknownHostException {
    var bytes = new IPAddressString(text).getAddress().getBytes();
    return bytes.length == 4
        ? InetAddress.getByAddress(bytes)
        : Inet6Address.getByAddress(null, bytes, -1);
  }
}
