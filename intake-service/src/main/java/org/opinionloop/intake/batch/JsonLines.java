package org.opinionloop.intake.batch;

/** Lines of JSON Lines: ended by a line feed; blank ones are counted and left out. */
final class JsonLines extends Framing {

  private final LineBuffer line = new LineBuffer(MAX_LINE);
  private long number = 1;
  private boolean tooLong;

  @Override
  void accept(byte next) {
    if (next == '\n') {
      finish();
      number++;
    } else if (line.isFull()) {
      tooLong = true;
    } else {
      line.add(next);
    }
  }

  @Override
  void accept(byte[] piece, int from) {
    int start = from;
    for (int i = from; i < piece.length; i++) {
      if (piece[i] == '\n') {
        add(piece, start, i);
        accept(piece[i]);
        start = i + 1;
      }
    }
    add(piece, start, piece.length);
  }

  private void add(byte[] piece, int from, int to) {
    tooLong |= !line.add(piece, from, to);
  }

  @Override
  void finish() {
    boolean blank = line.isBlank();
    byte[] bytes = line.take();
    if (tooLong) {
      emit(new Line.Unreadable(number, "longer than " + MAX_LINE + " bytes"));
    } else if (!blank) {
      emit(new Line.Whole(number, bytes));
    }
    tooLong = false;
  }
}
