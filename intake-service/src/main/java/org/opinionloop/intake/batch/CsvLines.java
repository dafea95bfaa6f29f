package org.opinionloop.intake.batch;

/**
 * Records of CSV (RFC 4180): a line, or several where a line break stands between quotation marks.
 * Line ends are CR, LF or both. Works on bytes: in UTF-8, GB 18030 and Big5 no character has a
 * quotation mark, comma or line break for one of its bytes.
 *
 * <p>A quotation mark that is opened by mistake would swallow the rest of the file. Where a record
 * outgrows the limit within quotation marks, only its first line is given up and reading starts
 * again behind it; after {@value #MAX_RESTARTS} of those, the rest of the file is given up, so that
 * time stays linear.
 */
final class CsvLines extends Framing {

  static final int MAX_RESTARTS = 50;
  private static final String UNCLOSED = "a quotation mark is opened and not closed";

  private enum Within {
    FIELD_START,
    FIELD,
    QUOTES,
    /** Behind a quotation mark: the closing one, or the first of two that stand for one. */
    QUOTE_IN_QUOTES,
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
    }
  }

  private void unquoted(byte next) {
    Within before = state;
    if (add(next)) {
      state =
          switch (next) {
            case ',' -> Within.FIELD_START;
            case '"' -> before == Within.FIELD ? Within.FIELD : Within.QUOTES;
            default -> Within.FIELD;
          };
    }
  }

  private void begin() {
    start = number;
    state = Within.FIELD_START;
  }

  /** Adds to the record, or finds that it is too long and goes on from there. */
  private boolean add(byte next) {
    if (!record.isFull()) {
      record.add(next);
      return true;
    }
    if (state == Within.QUOTES && readAgain()) {
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
    emit(new Line.Unreadable(start, UNCLOSED));
    number = start + 1;
    afterReturn = bytes[firstEnd] == '\r';
    begin();
    for (int i = firstEnd + 1; i < bytes.length; i++) {
      accept(bytes[i]);
    }
    return true;
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
