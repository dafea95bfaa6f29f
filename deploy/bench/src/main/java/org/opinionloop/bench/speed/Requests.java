package org.opinionloop.bench.speed;

import java.nio.charset.StandardCharsets;
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
    byte[][] prepared = new byte[PREPARED][];
    int[] numbers = new int[PREPARED];
    int[] moments = new int[PREPARED];
    for (int i = 0; i < PREPARED; i++) {
      boolean own = districtEvery > 0 && i % districtEvery == 0;
      String district = own ? OWN_DISTRICT + "0000000000000-000000000" : null;
      byte[] body =
          samples
              .submission(NUMBER + "000000000", contact, district)
              .getBytes(StandardCharsets.UTF_8);
      prepared[i] = HttpLoad.post("/v1/opinions", "local-channel-key", "application/json", body);
      numbers[i] = Bytes.indexOf(prepared[i], NUMBER) + NUMBER.length();
      moments[i] = own ? Bytes.indexOf(prepared[i], OWN_DISTRICT) + OWN_DISTRICT.length() : -1;
    }
    return () -> {
      int which = (int) (++number % PREPARED);
      byte[] request = prepared[which].clone();
      Bytes.putDecimal(request, numbers[which], 9, number);
      if (moments[which] >= 0) {
        Bytes.putDecimal(request, moments[which], 13, System.currentTimeMillis());
        Bytes.putDecimal(request, moments[which] + 14, 9, number);
      }
      return request;
    };
  }
}
