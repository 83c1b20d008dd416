package enrichment.store.credits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What the ledger of one account has to say, credit by credit, as the rules are told and not as
 * they are computed. One thread uses it.
 */
final class LedgerModel {

  /** What an enrichment has from where; the part that never expires has no lot. */
  private static final class Part {
    final Lot lot;
    long amount;

    Part(Lot lot, long amount) {
      this.lot = lot;
      this.amount = amount;
    }
  }

  private static final class Lot {
    long remaining;
    final long expiresAt;

    Lot(long remaining, long expiresAt) {
      this.remaining = remaining;
      this.expiresAt = expiresAt;
    }
  }

  /** Parts in the order in which they were taken. */
  static final class Hold {
    private final List<Part> parts = new ArrayList<>();
  }

  private long unexpiring;
  private long held;
  private final TreeMap<Long, Lot> lots = new TreeMap<>();

  void grant(long amount) {
    unexpiring += amount;
  }

  void grant(long amount, long expiresAt) {
    lots.put(expiresAt, new Lot(amount, expiresAt));
  }

  /** Of the lots that have something left, the one that expires as the so-manieth. */
  Long unspent(int index) {
    var unspent = lots.values().stream().filter(lot -> lot.remaining > 0).toList();
    return unspent.isEmpty() ? null : unspent.get(index % unspent.size()).expiresAt;
  }

  void expire(long expiresAt) {
    lots.remove(expiresAt);
  }

  long available() {
    return unexpiring + lots.values().stream().mapToLong(lot -> lot.remaining).sum();
  }

  Hold hold(long amount) {
    if (available() < amount) {
      return null;
    }
    var hold = new Hold();
    var open = amount;
    for (var lot : lots.values()) {
      var taken = Math.min(open, lot.remaining);
      if (taken > 0) {
        lot.remaining -= taken;
        open -= taken;
        hold.parts.add(new Part(lot, taken));
      }
    }
    unexpiring -= open;
    hold.parts.add(new Part(null, open));
    held += amount;
    return hold;
  }

  void capture(long amount) {
    held -= amount;
  }

  void release(Hold hold, long amount) {
    held -= amount;
    for (var i = 0; i < amount; i++) {
      var part =
          hold.parts.reversed().stream().filter(any -> any.amount > 0).findFirst().orElseThrow();
      part.amount--;
      if (part.lot == null) {
        unexpiring++;
      } else {
        part.lot.remaining++;
      }
    }
  }

  String state() {
    return state(
        available(),
        held,
        lots.values().stream()
            .sorted(Comparator.comparingLong(lot -> lot.expiresAt))
            .filter(lot -> lot.remaining > 0)
            .map(lot -> lot.remaining)
            .toList());
  }

  static String state(CreditBalance balance) {
    return state(
        balance.available(),
        balance.held(),
        balance.expiring().stream().map(CreditBalance.Expiring::amount).toList());
  }

  private static String state(long available, long held, List<Long> expiring) {
    return available + " available, " + held + " held, expiring " + expiring;
  }
}
