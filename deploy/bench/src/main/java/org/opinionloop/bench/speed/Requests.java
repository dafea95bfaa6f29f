package org.opinionloop.bench.speed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.opinionloop.bench.load.HttpLoad;

/**
 * Requests for the single door, each an opinion of its own, so that none is answered from memory.
 */
final class Requests {

  /** What the name of such a district begins with; 13 digits of milliseconds follow. */
  static final String OWN_DISTRICT = "probe-";

  private static final int PREPARED = 1 << 15;
  private static final String NUMBER = "bench-";

  /** In the place of a name, and as long, see {@link Matters#LENGTH}. */
  private static final String IDEOGRAPHS = "〇〇〇〇〇";

  private static final String LETTERS = "_______________";
  private static long number;

  private Requests() {}

  /**
   * One after the other, made without effort.
   *
   * @param contact whether the person says how to reach them
   * @param districtEvery every how manyth has a district of its own; 0 for none
   */
  static Supplier<byte[]> each(boolean contact, int districtEvery) {
    Samples samples = new Samples();
    Prepared[] prepared = new Prepared[PREPARED];
    for (int i = 0; i < PREPARED; i++) {
      boolean own = districtEvery > 0 && i % districtEvery == 0;
      prepared[i] = Prepared.of(samples, contact, own);
    }
    return () -> {
      long which = ++number;
      return prepared[(int) (which % PREPARED)].request(which, samples.matters());
    };
  }

  /**
   * A request but for its number, for what it is about, and for when it was sent.
   *
   * @param number where its number is
   * @param names where the name of what it is about is
   * @param moment where its district says when it was sent; -1 if it does not
   */
  private record Prepared(
      byte[] bytes, int number, List<Integer> names, boolean inIdeographs, int moment) {

    static Prepared of(Samples samples, boolean contact, boolean own) {
      String district = own ? OWN_DISTRICT + "0000000000000-000000000" : null;
      byte[] body =
          samples
              .submission(
                  NUMBER + "000000000",
                  inIdeographs -> inIdeographs ? IDEOGRAPHS : LETTERS,
                  contact,
                  district)
              .getBytes(StandardCharsets.UTF_8);
      byte[] bytes = HttpLoad.post("/v1/opinions", "local-channel-key", "application/json", body);
      List<Integer> names = Bytes.indicesOf(bytes, IDEOGRAPHS);
      boolean inIdeographs = !names.isEmpty();
      return new Prepared(
          bytes,
          Bytes.indexOf(bytes, NUMBER) + NUMBER.length(),
          inIdeographs ? names : Bytes.indicesOf(bytes, LETTERS),
          inIdeographs,
          own ? Bytes.indexOf(bytes, OWN_DISTRICT) + OWN_DISTRICT.length() : -1);
    }

    byte[] request(long count, Matters matters) {
      byte[] request = bytes.clone();
      Bytes.putDecimal(request, number, 9, count);
      byte[] name = matters.bytes(matters.next(), inIdeographs);
      names.forEach(at -> System.arraycopy(name, 0, request, at, name.length));
      if (moment >= 0) {
        Bytes.putDecimal(request, moment, 13, System.currentTimeMillis());
        Bytes.putDecimal(request, moment + 14, 9, count);
      }
      return request;
    }
  }
}
