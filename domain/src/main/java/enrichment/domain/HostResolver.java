package enrichment.domain;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How a host name becomes its addresses. */
@FunctionalInterface
public interface HostResolver {

  /** The machine's own. It knows no deadline, and cannot be cancelled. */
  HostResolver SYSTEM = InetAddress::getAllByName;

  InetAddress[] resolve(String host) throws UnknownHostException;
}
