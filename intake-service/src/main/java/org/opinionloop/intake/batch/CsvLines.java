package org.opinionloop.intake.batch;

import org.jspecify.annotations.Nullable;

/**
 * Records of CSV (RFC 4180): a line, or several where a line break stands between quotation marks.
 * Line ends are CR, LF or both. Works on bytes: in UTF-8, GB 18030 and Big5 no character has a
 * quotation mark, comma or line break for one of its bytes.
 *
 * <p>A quotation mark that is opened by mistake would swallow the rest of the file, or all up to
 * the next one. Where a record of several lines outgrows the limit, only its first line is given up
 * and reading starts again behind it; after {@value #MAX_RESTARTS} of those, the rest of the file
 * is given up, so that time stays linear. The same where lines turn out to be no record: behind a
 * closing quotation mark stands something else than a comma, or there are more cells than in the
 * first record. For this a line is read again once only; lines that turn out so once more are given
 * up, each with a result of its own.
 */
final class CsvLines extends Framing {

  static final int MAX_RESTARTS = 50;
  private static final String UNCLOSED = "a quotation mark is opened and not closed";
  private static final String STRAY = UNCLOSED + " before a comma or the end of a line";
  private static final String TOO_MANY =
      "over several lines, more cells than in the first line (expected: quotation marks in pairs)";

  private enum Within {
    FIELD_START,
    FIELD,
    QUOTES,
    /** Behind a quotation mark: the closing one, or the first of two that stand for one. */
    QUOTE_IN_QUOTES,
    /** Of a line that is no record, whatever follows: no quotation mark takes lines in any more. */
    BROKEN_LINE,
    /** What is left of a line that cannot be read. */
    GIVEN_UP_LINE,
    GIVEN_UP_REST
  }

  private final LineBuffer record = new LineBuffer(MAX_LINE);
  private Within state = Within.FIELD_START;
  private long start = 1;
  private long number = 1;
  private boolean afterReturn;
  private int restarts;

  /** Of the record, the one that is being read among them. */
  private int cells = 1;

  /** How many cells the first record has; 0 until it has been read. */
  private int columns;

  /** Up to this line, those that were no record together have been read again. */
  private long toldApart;

  @Override
  void accept(byte next) {
    boolean secondHalf = afterReturn && next == '\n';
    boolean lineEnd = next == '\r' || next == '\n';
    afterReturn = next == '\r';
    if (lineEnd && !secondHalf) {
      number++;
    }
    switch (state) {
      case GIVEN_UP_REST -> {}
      case GIVEN_UP_LINE -> {
        if (lineEnd) {
          begin();
        }
      }
      case QUOTES -> {
        if (add(next) && next == '"') {
          state = Within.QUOTE_IN_QUOTES;
        }
      }
      default -> {
        if (!lineEnd) {
          unquoted(next);
        } else {
          if (!secondHalf) {
            finish();
          }
          begin();
        }
      }
    }
  }

  @Override
  void finish() {
    while (state == Within.QUOTES) {
      if (!readAgain()) {
        emit(new Line.Unreadable(start, UNCLOSED));
        begin();
      }
    }
    boolean blank = record.isBlank();
    byte[] bytes = record.take();
    if (!blank) {
      emit(new Line.Whole(start, bytes));
      columns = columns == 0 ? cells : columns;
    }
  }

  private void unquoted(byte next) {
    String amiss = amiss(next);
    if (amiss != null && number > start) {
      tellApart(amiss);
      accept(next);
      return;
    }
    Within before = amiss == null ? state : Within.BROKEN_LINE;
    if (add(next)) {
      cells += next == ',' ? 1 : 0;
      state = before == Within.BROKEN_LINE ? before : after(before, next);
    }
  }

  private static Within after(Within before, byte next) {
    return switch (next) {
      case ',' -> Within.FIELD_START;
      case '"' -> before == Within.FIELD ? Within.FIELD : Within.QUOTES;
      default -> Within.FIELD;
    };
  }

  /** Why this cannot come next in a record; null if it can. */
  private @Nullable String amiss(byte next) {
    if (state == Within.QUOTE_IN_QUOTES && next != '"' && next != ',') {
      return STRAY;
    }
    return next == ',' && cells == columns ? TOO_MANY : null;
  }

  /** Tells lines apart that are no record together, up to the one that is being read. */
  private void tellApart(String reason) {
    byte[] bytes = record.take();
    if (start >= toldApart) {
      toldApart = number;
      giveUpFirst(bytes, lineEnd(bytes), reason);
      return;
    }
    for (long line = start; line <= number; line++) {
      emit(new Line.Unreadable(line, reason));
    }
    state = Within.GIVEN_UP_LINE;
  }

  private void begin() {
    start = number;
    state = Within.FIELD_START;
    cells = 1;
  }

  /** Adds to the record, or finds that it is too long and goes on from there. */
  private boolean add(byte next) {
    if (!record.isFull()) {
      record.add(next);
      return true;
    }
    if (number > start && readAgain()) {
      accept(next);
    } else {
      record.take();
      emit(new Line.Unreadable(start, "longer than " + MAX_LINE + " bytes"));
      state = Within.GIVEN_UP_LINE;
      if (next == '\r' || next == '\n') {
        begin();
      }
    }
    return false;
  }

  /** Gives up the first line of the record and reads the others again; false if there are none. */
  private boolean readAgain() {
    byte[] bytes = record.take();
    int firstEnd = lineEnd(bytes);
    if (firstEnd < 0) {
      return false;
    }
    if (++restarts > MAX_RESTARTS) {
      emit(new Line.Unreadable(start, UNCLOSED + "; from here on nothing was read"));
      state = Within.GIVEN_UP_REST;
      return true;
    }
    giveUpFirst(bytes, firstEnd, UNCLOSED);
    return true;
  }

  private void giveUpFirst(byte[] bytes, int firstEnd, String reason) {
    emit(new Line.Unreadable(start, reason));
    number = start + 1;
    afterReturn = bytes[firstEnd] == '\r';
    begin();
    for (int i = firstEnd + 1; i < bytes.length; i++) {
      accept(bytes[i]);
    }
  }

  private static int lineEnd(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        return i;
      }
    }
    return -1;
  }
}
