package enrichment.api.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import enrichment.store.accounts.Caller;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many requests this process takes, by account, by key, and of those whom nobody knows by
 * address. The headers are those of draft-ietf-httpapi-ratelimit-headers-10.
 */
public final class RateLimits {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** Whoever guesses keys; also a client whose key was revoked, which is to notice. */
  private static final int REFUSED_PER_ADDRESS = 600;

  private static final int MOST_BUCKETS = 100_000;

  /**
   * @param perAccount requests a minute, over all of its keys; 0: any number
   * @param perKey requests a minute; 0: any number
   */
  public record Settings(int perAccount, int perKey) {

    public static final Settings USUAL = new Settings(6_000, 3_000);
  }

  private final Policy<UUID> byAccount;
  private final Policy<UUID> byKey;
  private final Policy<String> refused;
  private final String policies;

  public RateLimits(Settings settings, MeterRegistry metrics) {
    this(settings, REFUSED_PER_ADDRESS, metrics);
  }

  RateLimits(Settings settings, int refusedPerAddress, MeterRegistry metrics) {
    this.byAccount = new Policy<>("account", settings.perAccount(), metrics);
    this.byKey = new Policy<>("key", settings.perKey(), metrics);
    this.refused = new Policy<>("address", refusedPerAddress, metrics);
    this.policies =
        Stream.of(byAccount, byKey)
            .filter(Policy::isLimited)
            .map(Policy::stated)
            .collect(Collectors.joining(", "));
  }

  /** How often somebody was refused since there was too much of something. */
  static Counter refused(String limit, MeterRegistry metrics) {
    return Counter.builder("enrichment.http.rate.limited")
        .description("Requests that were one too many, by which limit")
        .tag("limit", limit)
        .register(metrics);
  }

  /**
   * Counts a request of a caller, and tells in the answer how many are left.
   *
   * @throws ProblemException when it is one too many
   */
  void count(Context ctx, Caller caller) {
    var spent = new ArrayList<Spent>();
    if (byKey.isLimited()) {
      spent.add(byKey.spend(caller.keyId()));
    }
    // What one key is refused takes nothing from the account's others.
    if (byAccount.isLimited() && spent.stream().noneMatch(Spent::isRefused)) {
      spent.add(byAccount.spend(caller.account().accountId()));
    }
    if (spent.isEmpty()) {
      return;
    }
    ctx.header("RateLimit-Policy", policies);
    var scarcest =
        spent.stream()
            .max(
                Comparator.comparing(Spent::isRefused)
                    .thenComparing(Spent::remaining, Comparator.reverseOrder()))
            .orElseThrow();
    ctx.header("RateLimit", scarcest.state());
    refuseWhere(ctx, spent.stream().mapToLong(Spent::retryAfterSeconds).max().orElse(0));
  }

  /**
   * Counts a request of nobody who is known.
   *
   * @throws ProblemException when it is one too many
   */
  void countRefused(Context ctx) {
    refuseWhere(ctx, refused.spend(network(ctx.ip())).retryAfterSeconds());
  }

  /** Takes back what was counted for a request of somebody who turned out to be known. */
  void forgiveRefused(Context ctx) {
    refused.giveBack(network(ctx.ip()));
  }

  /** One client has as many IPv6 addresses as it likes, of one /64 (RFC 4291, section 2.5.4). */
  static String network(String address) {
    try {
      // Never a name: nothing is resolved.
      var ip = InetAddress.getByName(address);
      return ip instanceof Inet6Address
          ? HexFormat.of().formatHex(ip.getAddress(), 0, 8)
          : ip.getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }

  private static void refuseWhere(Context ctx, long retryAfterSeconds) {
    if (retryAfterSeconds > 0) {
      ctx.header(Header.RETRY_AFTER, String.valueOf(retryAfterSeconds));
      throw new ProblemException(Problem.tooManyRequests(retryAfterSeconds));
    }
  }

  /** One limit, with a bucket for each who comes under it. */
  private static final class Policy<K> {

    private final String name;
    private final int quota;
    private final Counter refusals;
    // A bucket that nobody has asked for during the window is full again.
    private final LoadingCache<K, Bucket> buckets;

    Policy(String name, int quota, MeterRegistry metrics) {
      this.name = name;
      this.quota = quota;
      this.refusals = refused(name, metrics);
      this.buckets =
          Caffeine.newBuilder()
              .maximumSize(MOST_BUCKETS)
              .expireAfterAccess(WINDOW)
              .build(
                  key ->
                      Bucket.builder()
                          .addLimit(limit -> limit.capacity(quota).refillGreedy(quota, WINDOW))
                          .build());
    }

    String stated() {
      return "\"%s\";q=%d;w=%d".formatted(name, quota, WINDOW.toSeconds());
    }

    boolean isLimited() {
      return quota > 0;
    }

    void giveBack(K key) {
      buckets.get(key).addTokens(1);
    }

    Spent spend(K key) {
      var probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        refusals.increment();
      }
      return new Spent(name, probe);
    }
  }

  private record Spent(String name, ConsumptionProbe probe) {

    String state() {
      return "\"%s\";r=%d;t=%d"
          .formatted(name, remaining(), seconds(probe.getNanosToWaitForReset()));
    }

    boolean isRefused() {
      return !probe.isConsumed();
    }

    long remaining() {
      return probe.getRemainingTokens();
    }

    long retryAfterSeconds() {
      return probe.isConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
    }

    private static long seconds(long nanos) {
      return Math.ceilDiv(nanos, Duration.ofSeconds(1).toNanos());
    }
  }
}
