package org.opinionloop.reply.letter;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a letter can name. Which of these a template may use depends on the kind of letter, and what
 * a citizen must be told it has to use: an acknowledgement without its date is refused at start-up.
 */
enum Placeholder {
  SALUTATION,
  RECEIPT,
  RECEIVED_AT,
  CHANNEL,
  SUMMARY,
  THEME,
  KIND,
  UNIT,
  UNIT_TELEPHONE,
  ANSWER_BY,
  PREVIOUS_ANSWER_BY,
  REASON,
  OUTCOME,
  ANSWER,
  MEASURES,
  RATED_ON,
  EARLIER_RECEIPT,
  EARLIER_STATUS_URL,
  STATUS_URL,
  RATING_URL,
  OFFICE,
  OFFICE_TELEPHONE,
  OFFICE_HOURS,
  OFFICE_ADDRESS,
  WRITTEN_ON;

  private static final Set<Placeholder> IN_SUBJECTS = EnumSet.of(RECEIPT, OFFICE);

  private static final Set<Placeholder> ALWAYS_NEEDED =
      EnumSet.of(
          SALUTATION, RECEIPT, RECEIVED_AT, STATUS_URL, OFFICE, OFFICE_TELEPHONE, WRITTEN_ON);

  private static final Set<Placeholder> ALWAYS_ALLOWED =
      EnumSet.of(CHANNEL, SUMMARY, OFFICE_HOURS, OFFICE_ADDRESS);

  private final String code = camelCase(name());

  private static String camelCase(String name) {
    String[] words = name.split("_", -1);
    return words[0].toLowerCase(Locale.ROOT)
        + Arrays.stream(words)
            .skip(1)
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
  }

  /** As it is written in a template: {@code UNIT_TELEPHONE} is {@code unitTelephone}. */
  String code() {
    return code;
  }

  /** What a letter of this form must say. */
  static Set<Placeholder> needed(Form form) {
    EnumSet<Placeholder> needed = EnumSet.copyOf(ALWAYS_NEEDED);
    needed.addAll(
        switch (form) {
          case ACKNOWLEDGEMENT ->
              EnumSet.of(
                  CHANNEL, SUMMARY, THEME, KIND, UNIT, UNIT_TELEPHONE, ANSWER_BY, RATING_URL);
          case NOT_ACCEPTED -> EnumSet.of(CHANNEL, REASON);
          case EXTENSION -> EnumSet.of(UNIT, UNIT_TELEPHONE, REASON, ANSWER_BY);
          case ANSWER ->
              EnumSet.of(SUMMARY, UNIT, UNIT_TELEPHONE, OUTCOME, ANSWER, MEASURES, RATING_URL);
          case SECOND_HANDLING -> EnumSet.of(UNIT, UNIT_TELEPHONE, ANSWER_BY);
          case ESCALATION -> EnumSet.of(UNIT, RATED_ON);
          case MERGED -> EnumSet.of(SUMMARY, EARLIER_RECEIPT, EARLIER_STATUS_URL);
        });
    return needed;
  }

  /** What a letter of this form may say. */
  static Set<Placeholder> allowed(Form form) {
    EnumSet<Placeholder> allowed = EnumSet.copyOf(needed(form));
    allowed.addAll(ALWAYS_ALLOWED);
    allowed.addAll(
        switch (form) {
          case ACKNOWLEDGEMENT, NOT_ACCEPTED -> EnumSet.noneOf(Placeholder.class);
          case EXTENSION -> EnumSet.of(THEME, KIND, PREVIOUS_ANSWER_BY);
          case ANSWER -> EnumSet.of(THEME, KIND);
          case SECOND_HANDLING -> EnumSet.of(THEME, KIND, RATED_ON, RATING_URL);
          case ESCALATION -> EnumSet.of(THEME, KIND, UNIT_TELEPHONE);
          case MERGED -> EnumSet.of(THEME, KIND, UNIT, UNIT_TELEPHONE);
        });
    return allowed;
  }

  /**
   * What there may be nothing to say of in a letter of this form: others' words, of which what is
   * no writing is left out, lists, and an address that an office need not have.
   */
  static Set<Placeholder> maybeEmpty(Form form) {
    EnumSet<Placeholder> maybeEmpty = EnumSet.of(SUMMARY, ANSWER, MEASURES, OFFICE_ADDRESS);
    if (form == Form.EXTENSION) {
      maybeEmpty.add(REASON); // else it is one of our own
    }
    return maybeEmpty;
  }

  /** What a subject may say: nothing that a citizen wrote. */
  static Set<Placeholder> inSubjects() {
    return IN_SUBJECTS;
  }

  static Set<String> codes(Set<Placeholder> placeholders) {
    return placeholders.stream()
        .map(Placeholder::code)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
