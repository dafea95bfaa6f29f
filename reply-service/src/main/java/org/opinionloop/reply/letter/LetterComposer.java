package org.opinionloop.reply.letter;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Names;
import org.opinionloop.contracts.taxonomy.Taxonomy;

/**
 * Writes letters. The same matter, letter and instant give the same text. Knows no names or
 * addresses of people: the salutation is to any citizen, see {@link Stationery#addressed}.
 * Thread-safe.
 */
public final class LetterComposer {

  private final Stationery stationery;
  private final Letterhead head;
  private final Taxonomy taxonomy;
  private final WorkingTime time;

  /** Writes on this stationery, in the office's time zone. */
  public LetterComposer(
      Stationery stationery, Letterhead head, Taxonomy taxonomy, WorkingTime time) {
    this.stationery = stationery;
    this.head = head;
    this.taxonomy = taxonomy;
    this.time = time;
  }

  /** The letter about this matter, in its language or the nearest. */
  public Composed compose(Matter matter, Letter letter, Instant writtenAt) {
    Language language = Language.nearest(matter.language());
    Words words = stationery.words(language);
    Template template = stationery.template(letter.form(), language);
    Map<String, String> values = new HashMap<>();
    values.put(Placeholder.WRITTEN_ON.code(), words.day(time.dayOf(writtenAt)));
    office(values, matter, language, words);
    matter(values, matter, language, words);
    letter(values, letter, language, words);
    return new Composed(
        letter.kind(),
        template.subject(values),
        template.body(values),
        language.tag(),
        letter.form().code() + "/" + language.tag() + "/" + template.version());
  }

  private void office(Map<String, String> values, Matter matter, Language language, Words words) {
    put(values, Placeholder.SALUTATION, words.salutation());
    put(values, Placeholder.OFFICE, head.office().in(language.tag()));
    put(values, Placeholder.OFFICE_TELEPHONE, head.telephone());
    put(values, Placeholder.OFFICE_HOURS, head.hours().in(language.tag()));
    put(values, Placeholder.OFFICE_ADDRESS, head.address().in(language.tag()));
    put(values, Placeholder.STATUS_URL, head.status(matter.opinionId()));
    put(values, Placeholder.RATING_URL, head.rating(matter.opinionId(), language));
  }

  private void matter(Map<String, String> values, Matter matter, Language language, Words words) {
    put(values, Placeholder.RECEIPT, matter.opinionId().value());
    put(values, Placeholder.RECEIVED_AT, words.moment(matter.receivedAt(), time.zone()));
    put(values, Placeholder.CHANNEL, Plain.line(head.channel(matter.channel(), language)));
    put(values, Placeholder.SUMMARY, Plain.quoted(matter.summary()));
    put(
        values,
        Placeholder.THEME,
        name(taxonomy.theme(matter.theme()).map(Taxonomy.Theme::names), matter.theme(), language));
    put(values, Placeholder.KIND, taxonomy.kind(matter.kind()).in(language.tag()));
    Optional<Taxonomy.Unit> unit = taxonomy.unit(matter.unit());
    put(values, Placeholder.UNIT, name(unit.map(Taxonomy.Unit::names), matter.unit(), language));
    put(
        values,
        Placeholder.UNIT_TELEPHONE,
        unit.map(Taxonomy.Unit::telephone).orElse(head.telephone()));
  }

  private void letter(Map<String, String> values, Letter letter, Language language, Words words) {
    if (letter instanceof Letter.Acknowledgement acknowledgement) {
      promise(values, acknowledgement.promise(), words);
    } else if (letter instanceof Letter.NotAccepted refusal) {
      put(values, Placeholder.REASON, words.notAccepted(refusal.reason()));
    } else if (letter instanceof Letter.Rejected rejection) {
      Optional<Names> reason =
          taxonomy.rejection(rejection.reason()).map(Taxonomy.Rejection::names);
      put(values, Placeholder.REASON, name(reason, rejection.reason(), language));
    } else if (letter instanceof Letter.Extension extension) {
      put(values, Placeholder.REASON, Plain.line(extension.reason()));
      put(values, Placeholder.PREVIOUS_ANSWER_BY, words.dayOfWeek(extension.previousAnswerBy()));
      promise(values, extension.promise(), words);
    } else if (letter instanceof Letter.Answer answer) {
      put(values, Placeholder.OUTCOME, words.outcome(answer.outcome()));
      put(values, Placeholder.ANSWER, words.paragraphs(Plain.paragraphs(answer.text())));
      List<String> measures =
          answer.measures().stream()
              .map(
                  each -> name(taxonomy.measure(each).map(Taxonomy.Measure::names), each, language))
              .filter(line -> !line.isEmpty())
              .toList();
      put(values, Placeholder.MEASURES, words.measures(measures));
    } else if (letter instanceof Letter.SecondHandling again) {
      put(values, Placeholder.RATED_ON, words.day(time.dayOf(again.ratedAt())));
      promise(values, again.promise(), words);
    } else if (letter instanceof Letter.Escalation escalation) {
      put(values, Placeholder.RATED_ON, words.day(time.dayOf(escalation.ratedAt())));
    } else if (letter instanceof Letter.Merged merged) {
      put(values, Placeholder.EARLIER_RECEIPT, merged.earlier().value());
      put(values, Placeholder.EARLIER_STATUS_URL, head.status(merged.earlier()));
    }
  }

  private static void promise(Map<String, String> values, Promise promise, Words words) {
    put(values, Placeholder.ANSWER_BY, words.dayOfWeek(promise.answerBy()));
  }

  private static String name(Optional<Names> names, String code, Language language) {
    return names.map(known -> known.in(language.tag())).orElse(Plain.line(code));
  }

  private static void put(Map<String, String> values, Placeholder placeholder, String value) {
    values.put(placeholder.code(), value);
  }
}
