package enrichment.domain;

import com.ibm.icu.text.IDNA;
import inet.ipaddr.IPAddressString;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a webhook is sent to, as far as the text of its URL tells; to which addresses it may lead
 * is said by {@link AddressPolicy}.
 *
 * <p>Everybody who reads the URL on its way must take it for the same place: the API, the resolver,
 * the HTTP client, the receiver. So it has one canonical form, and a text is refused when RFC 3986
 * and the URL standard of the WHATWG (which the tools of clients follow) would read it differently.
 */
public final class WebhookUrl {

  private static final Pattern AUTHORITY =
      Pattern.compile("(?<host>\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::(?<port>[^:\\[\\]]*))?");

  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  private static final Pattern IPV4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);

  /** No zone, which only means something on this machine, and no IPv4 at the end. */
  private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:]+)]");

  /** As the WHATWG's URL standard has it. */
  private static final Pattern ENDS_IN_A_NUMBER =
      Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");

  private static final String PLAIN_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private static final Pattern PLAIN_NAME =
      Pattern.compile("(" + PLAIN_LABEL + "\\.)*" + PLAIN_LABEL);

  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7F]+");

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.USE_STD3_RULES);

  private final URI uri;

  private WebhookUrl(URI uri) {
    this.uri = uri;
  }

  /**
   * @throws MalformedURLException whose message says what is wrong, as in "must be a URL", without
   *     quoting any of it
   */
  public static WebhookUrl parse(String url) throws MalformedURLException {
    var uri = uri(url);
    var scheme = scheme(uri);
    var authority = AUTHORITY.matcher(authority(uri));
    if (!authority.matches()) {
      throw noHost();
    }
    var host = host(authority.group("host"));
    var port = port(scheme, authority.group("port"));
    var text = scheme + "://" + host + port + pathAndQuery(uri);
    var canonical = text.equals(url) ? uri : uri(text);
    // The HTTP client goes by what the JDK makes of it.
    if (!host.equals(canonical.getHost())) {
      throw noHost();
    }
    return new WebhookUrl(canonical);
  }

  /**
   * Whether a host is an address, and not a name: nobody needs to be asked where it is.
   *
   * @param host as {@link #host} has it
   */
  public static boolean isAddress(String host) {
    return host.startsWith("[") || IPV4.matcher(host).matches();
  }

  /**
   * The name in lower-case ASCII without a dot at its end, or the address, in brackets if it is
   * IPv6.
   */
  public String host() {
    return uri.getHost();
  }

  /** The canonical form: ASCII, no user, no fragment, no port that the scheme implies. */
  public URI uri() {
    return uri;
  }

  /** The canonical form, which {@link #parse} reads as the same URL. */
  @Override
  public String toString() {
    return uri.toString();
  }

  private static URI uri(String url) throws MalformedURLException {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new MalformedURLException("must be a URL");
    }
  }

  private static String scheme(URI uri) throws MalformedURLException {
    for (var scheme : Set.of("http", "https")) {
      if (scheme.equalsIgnoreCase(uri.getScheme())) {
        return scheme;
      }
    }
    throw new MalformedURLException("must begin with https:// or http://");
  }

  private static String authority(URI uri) throws MalformedURLException {
    var authority = uri.getRawAuthority();
    if (authority == null) {
      throw noHost();
    }
    if (authority.contains("@")) {
      throw new MalformedURLException("must not have credentials in it");
    }
    return authority;
  }

  private static String host(String text) throws MalformedURLException {
    return text.startsWith("[") ? ipv6(text) : nameOrIpv4(text);
  }

  private static String ipv6(String text) throws MalformedURLException {
    var literal = IPV6.matcher(text);
    if (!literal.matches()) {
      throw noHost();
    }
    var address = new IPAddressString(literal.group(1)).getAddress();
    // One that is mapped is dialled as IPv4, which is written as such.
    if (address == null || address.toIPv6().isIPv4Mapped()) {
      throw noHost();
    }
    return "[" + address.toCanonicalString() + "]";
  }

  private static String nameOrIpv4(String text) throws MalformedURLException {
    var host = ascii(text);
    if (isAmbiguousNumber(host)) {
      throw noHost();
    }
    // It is the same name with a dot at its end, but certificates and virtual hosts have it
    // without.
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static String ascii(String text) throws MalformedURLException {
    // As almost every name is, and as every stored one was made: there is nothing to map.
    if (text.length() < 254 && PLAIN_NAME.matcher(text).matches() && !text.contains("xn--")) {
      return text;
    }
    var info = new IDNA.Info();
    var host = UTS46.nameToASCII(text, new StringBuilder(), info).toString();
    if (isInvalid(info)) {
      throw noHost();
    }
    return host;
  }

  /** Hyphens in the third and fourth place are forbidden for new names and yet in use. */
  private static boolean isInvalid(IDNA.Info info) {
    return info.getErrors().stream().anyMatch(error -> error != IDNA.Error.HYPHEN_3_4);
  }

  /** What one resolver takes for a name and another for an address: 0x7f000001, 0177.0.0.1. */
  private static boolean isAmbiguousNumber(String host) {
    return ENDS_IN_A_NUMBER.matcher(host).matches() && !IPV4.matcher(host).matches();
  }

  /**
   * The ports of the two schemes, and those that any program may listen on, also the ephemeral ones
   * of demos and tests. The others below 1024 belong to services that speak something else (SMTP,
   * SSH, LDAP), and must not be made to read a POST.
   */
  private static String port(String scheme, @Nullable String text) throws MalformedURLException {
    if (text == null || text.isEmpty()) {
      return "";
    }
    var port = PORT.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (port != 80 && port != 443 && (port < 1024 || port > 65_535)) {
      throw new MalformedURLException("must have port 80, 443 or one from 1024 to 65535, or none");
    }
    return port == (scheme.equals("http") ? 80 : 443) ? "" : ":" + port;
  }

  /** As they are; what is not ASCII goes over the wire as UTF-8 in escapes (RFC 3987, 3.1). */
  private static String pathAndQuery(URI uri) {
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return NOT_ASCII
        .matcher(path + query)
        .replaceAll(part -> URLEncoder.encode(part.group(), StandardCharsets.UTF_8));
  }

  private static MalformedURLException noHost() {
    return new MalformedURLException("must have a host name or an IP address");
  }
}
