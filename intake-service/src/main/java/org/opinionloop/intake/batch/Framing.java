package org.opinionloop.intake.batch;

import java.util.ArrayList;
import java.util.List;
import org.opinionloop.kit.problem.RequestBody;

/**
 * Cuts a stream of bytes into lines, whatever pieces it comes in, and leaves a byte order mark out.
 * Holds one line at most. Used by one thread at a time.
 */
abstract class Framing {

  /** How long a line may be, in bytes: as long as an opinion that comes by itself. */
  static final int MAX_LINE = RequestBody.MAX_BYTES_WITH_TEXT;

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private List<Line> lines = new ArrayList<>();

  /** How much of a byte order mark the stream began with; less than 0 once that is settled. */
  private int marked;

  /** The lines that end in this piece. */
  final List<Line> feed(byte[] piece) {
    int at = 0;
    while (marked >= 0 && at < piece.length) {
      if (piece[at] == MARK[marked]) {
        marked = marked == MARK.length - 1 ? -1 : marked + 1;
        at++;
      } else {
        noMark();
      }
    }
    accept(piece, at);
    return taken();
  }

  /** What is left when the stream ends. */
  final List<Line> end() {
    noMark();
    finish();
    return taken();
  }

  abstract void accept(byte next);

  /** Takes all bytes of this piece from there on. */
  void accept(byte[] piece, int from) {
    for (int i = from; i < piece.length; i++) {
      accept(piece[i]);
    }
  }

  abstract void finish();

  final void emit(Line line) {
    lines.add(line);
  }

  private void noMark() {
    for (int i = 0; i < marked; i++) {
      accept(MARK[i]);
    }
    marked = -1;
  }

  private List<Line> taken() {
    List<Line> taken = lines;
    lines = new ArrayList<>();
    return taken;
  }
}
