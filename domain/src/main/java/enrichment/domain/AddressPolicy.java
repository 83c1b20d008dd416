package enrichment.domain;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a webhook may be sent to: public unicast ones, and the networks that the operator
 * allowed by name ({@code WEBHOOK_ALLOWED_NETWORKS}).
 *
 * <p>Not public are the blocks of the IANA special-purpose address registries (RFC 6890 and its
 * updates) that are not globally reachable, and those that only wrap an IPv4 address (NAT64, 6to4,
 * Teredo), since what they lead to cannot be judged from outside.
 */
public final class AddressPolicy {

  /** Where {@link #read} is read from, by every process that has to do with webhooks. */
  public static final String VARIABLE = "WEBHOOK_ALLOWED_NETWORKS";

  private static final List<IPAddress> NOT_PUBLIC =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              // Azure's WireServer answers every virtual machine there.
              "168.63.129.16/32",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.31.196.0/24",
              "192.52.193.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "192.175.48.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "2620:4f:8000::/48",
              "3fff::/20")
          .map(AddressPolicy::block)
          .toList();

  /** Of IPv6, only this block is handed out as global unicast (RFC 4291, RFC 3587). */
  private static final IPAddress GLOBAL_UNICAST_IPV6 = block("2000::/3");

  private final List<IPAddress> allowed;

  private AddressPolicy(List<IPAddress> allowed) {
    this.allowed = allowed;
  }

  /**
   * @param networks CIDR blocks or single addresses that may be reached though they are not public
   * @throws IllegalArgumentException naming the first entry that is not a network
   */
  public static AddressPolicy allowing(Collection<String> networks) {
    return new AddressPolicy(networks.stream().map(AddressPolicy::block).toList());
  }

  /**
   * As the environment says it.
   *
   * @param networks CIDR blocks or single addresses, separated by commas
   * @throws IllegalArgumentException naming the variable and the first entry that is not a network
   */
  public static AddressPolicy read(String networks) {
    try {
      return allowing(
          Arrays.stream(networks.split(","))
              .map(String::strip)
              .filter(network -> !network.isEmpty())
              .toList());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          VARIABLE + " must be a comma-separated list of CIDR blocks. " + e.getMessage() + ".", e);
    }
  }

  public boolean permits(InetAddress address) {
    var candidate = new IPAddressGenerator().from(address);
    return isPublic(candidate) || allowed.stream().anyMatch(block -> block.contains(candidate));
  }

  private static boolean isPublic(IPAddress address) {
    if (address.isIPv6() && !GLOBAL_UNICAST_IPV6.contains(address)) {
      return false;
    }
    return NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
  }

  private static IPAddress block(String network) {
    try {
      return new IPAddressString(network).toAddress().toPrefixBlock();
    } catch (AddressStringException e) {
      throw new IllegalArgumentException("Not a network: " + network, e);
    }
  }
}
