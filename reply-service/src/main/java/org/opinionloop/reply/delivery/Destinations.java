package org.opinionloop.reply.delivery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where a webhook may point. People give us these addresses, so they must not lead into the
 * office's own network (server-side request forgery): every address that the name resolves to has
 * to be on the public Internet, and the way there encrypted. Java keeps a resolved name for 30
 * seconds, so the connection made right afterwards goes to the addresses that were checked.
 */
final class Destinations {

  /** What became of a look. */
  enum Verdict {
    ALLOWED,
    REFUSED,
    UNKNOWN_HOST
  }

  /** IPv4 blocks beside those that Java knows, after the IANA special-purpose registry. */
  private static final List<int[]> SPECIAL =
      List.of(
          block(0, 0, 8),
          block(100, 64, 10),
          block(192, 0, 24),
          block(198, 18, 15),
          block(240, 0, 4));

  private final boolean internal;

  /**
   * Judges destinations.
   *
   * @param internal whether the office's own network and plain http are allowed
   */
  Destinations(boolean internal) {
    this.internal = internal;
  }

  Verdict judge(URI uri) {
    String scheme = uri.getScheme();
    boolean speaks = "https".equals(scheme) || (internal && "http".equals(scheme));
    if (!speaks || uri.getHost() == null || uri.getUserInfo() != null) {
      return Verdict.REFUSED;
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
        if (!internal && !isPublic(address)) {
          return Verdict.REFUSED;
        }
      }
      return Verdict.ALLOWED;
    } catch (UnknownHostException unknown) {
      return Verdict.UNKNOWN_HOST;
    }
  }

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      int bits = bits(bytes);
      return SPECIAL.stream().noneMatch(block -> (bits ^ block[0]) >>> (32 - block[1]) == 0);
    }
    // Of IPv6 only global unicast 2000::/3, and of that nothing that carries IPv4 inside.
    int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    int second = (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
    boolean global = (first & 0xE000) == 0x2000;
    boolean sixToFour = first == 0x2002;
    boolean specialPurpose = first == 0x2001 && (second < 0x0200 || second == 0x0DB8);
    return global && !sixToFour && !specialPurpose;
  }

  private static int[] block(int first, int second, int length) {
    return new int[] {first << 24 | second << 16, length};
  }

  private static int bits(byte[] bytes) {
    return (bytes[0] & 0xFF) << 24
        | (bytes[1] & 0xFF) << 16
        | (bytes[2] & 0xFF) << 8
        | (bytes[3] & 0xFF);
  }
}
