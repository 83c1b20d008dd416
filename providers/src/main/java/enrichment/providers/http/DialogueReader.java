package enrichment.providers.http;

import enrichment.providers.Capability;
import enrichment.providers.Cost;
import enrichment.providers.config.Setting;
import enrichment.providers.config.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads those keys of a definition that may differ from type to type, as they stand in one place.
 */
final class DialogueReader {

  private final Settings settings;
  private final Optional<RequestTemplate> request;
  private final Optional<Settings> answer;
  private final Optional<Meanings> meanings;
  private final Optional<Polling> polling;
  private final Optional<List<Set<Placeholder>>> needs;
  private final Optional<Cost> cost;

  /**
   * @param allowed the placeholders that have a meaning in a request
   */
  DialogueReader(Settings settings, Set<Placeholder> allowed) {
    this.settings = settings;
    this.request =
        settings.group("request").flatMap(written -> RequestReader.read(written, allowed));
    this.answer = settings.group("answer");
    this.meanings = settings.find("means").map(means -> Meanings.read(settings, means));
    this.polling = settings.group("poll").flatMap(poll -> polling(poll, allowed));
    this.needs = settings.find("needs").map(DialogueReader::needs);
    this.cost = settings.cost();
  }

  /** What holds for all types. */
  Meanings meanings() {
    return meanings.orElse(Meanings.USUAL);
  }

  /** Where nobody knows what it is to be an answer to. */
  void acceptAnyAnswer() {
    answer.ifPresent(Settings::all);
  }

  /**
   * What holds for one type; nothing where something is wrong.
   *
   * @param own what stands under {@code by_type}
   */
  Optional<Dialogue> dialogue(Capability capability, Optional<DialogueReader> own) {
    var perType = own.orElse(this);
    requireFrom(perType, "request");
    requireFrom(perType, "answer");
    var reader =
        perType.answer.or(() -> answer).flatMap(from -> AnswerReaders.read(from, capability));
    var means = perType.meanings.or(() -> meanings).orElse(Meanings.USUAL);
    var poll = perType.polling.or(() -> polling).orElse(null);
    if (poll == null && means.canBe(Meaning.PENDING)) {
      perType.settings.refuse("means pending, and has no poll to ask again");
    }
    return perType
        .request
        .or(() -> request)
        .flatMap(
            template ->
                reader.map(
                    read ->
                        new Dialogue(
                            template,
                            read,
                            means,
                            poll,
                            perType.needs.or(() -> needs).orElse(List.of()),
                            perType.cost.or(() -> cost).orElse(Cost.FREE))));
  }

  private void requireFrom(DialogueReader perType, String key) {
    if (perType.settings.find(key).isEmpty()) {
      settings.require(key);
    }
  }

  private static Optional<Polling> polling(Settings poll, Set<Placeholder> allowed) {
    var withTicket = EnumSet.copyOf(allowed);
    withTicket.add(Placeholder.TICKET);
    var ticket = poll.require("ticket").flatMap(Jq::read);
    var pending = poll.find("pending").flatMap(Jq::read).orElse(null);
    var every =
        poll.duration("every", Duration.ofSeconds(10), Duration.ofMillis(1), Duration.ofHours(1));
    var atMost =
        poll.duration("at_most", Duration.ofMinutes(10), Duration.ofMillis(1), Duration.ofDays(7));
    if (every.compareTo(atMost) > 0) {
      poll.refuse("asks again later than it waits: every is longer than at_most");
    }
    var request =
        poll.require("request")
            .flatMap(poll::group)
            .flatMap(written -> RequestReader.read(written, withTicket));
    if (request.filter(template -> !template.uses(Placeholder.TICKET)).isPresent()) {
      poll.refuse("never says {ticket}, so it asks about nothing");
    }
    return ticket.flatMap(
        jq -> request.map(template -> new Polling(jq, template, pending, every, atMost)));
  }

  private static List<Set<Placeholder>> needs(Setting needs) {
    return needs.list().stream().map(DialogueReader::fields).toList();
  }

  private static Set<Placeholder> fields(Setting setting) {
    if (setting.isList() && setting.list().isEmpty()) {
      setting.refuse("names nothing");
    }
    var known = Arrays.stream(Placeholder.values()).filter(Placeholder::isOfContact).toList();
    return setting.list().stream()
        .flatMap(
            field ->
                field
                    .parsed(
                        "one of " + Placeholder.list(known.stream()),
                        name -> Placeholder.named(name).filter(known::contains))
                    .stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Placeholder.class)));
  }
}
