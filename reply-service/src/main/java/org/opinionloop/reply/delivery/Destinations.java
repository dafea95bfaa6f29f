package org.opinionloop.reply.delivery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/**
 * Where a webhook may point. People give us these addresses, so they must not lead into the
 * office's own network (server-side request forgery, OWASP): the way is encrypted, to a usual port,
 * and every address that a name resolves to is on the public Internet. Names are resolved here and
 * nowhere else, when a connection is made and for that connection, so that a name cannot mean one
 * address when it is looked at and another when it is used.
 */
final class Destinations {

  /** Finds the addresses of a name; another one than the Internet's in tests. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** A name leads where no webhook may go. */
  static final class Refused extends UnknownHostException {

    private static final long serialVersionUID = 1;
  }

  /**
   * An address block.
   *
   * @param length how many bits are the same in all of it
   */
  private record Block(int bits, int length) {

    static Block of(int first, int second, int third, int length) {
      return new Block(first << 24 | second << 16 | third << 8, length);
    }

    boolean holds(int address) {
      return (address ^ bits) >>> (32 - length) == 0;
    }
  }

  /** Of IPv4 beside what Java knows, after the IANA special-purpose address registry. */
  private static final List<Block> SPECIAL =
      List.of(
          Block.of(0, 0, 0, 8), // this network
          Block.of(100, 64, 0, 10), // shared by carriers
          Block.of(192, 0, 0, 24), // protocol assignments
          Block.of(192, 0, 2, 24), // documentation
          Block.of(192, 88, 99, 24), // 6to4 relays
          Block.of(198, 18, 0, 15), // benchmarks
          Block.of(198, 51, 100, 24), // documentation
          Block.of(203, 0, 113, 24), // documentation
          Block.of(240, 0, 0, 4)); // reserved

  private final boolean internal;
  private final Set<Integer> ports;
  private final Lookup lookup;

  /**
   * Allows some destinations.
   *
   * @param internal whether the office's own network, plain http and any port are allowed; never
   *     are the addresses where machines of a cloud tell their secrets
   * @param ports which ports on the Internet
   */
  Destinations(boolean internal, Set<Integer> ports, Lookup lookup) {
    this.internal = internal;
    this.ports = Set.copyOf(ports);
    this.lookup = lookup;
  }

  /** Whether the address may be spoken to, as far as it can be seen before its host is resolved. */
  boolean allows(URI uri) {
    String scheme = uri.getScheme();
    boolean speaks =
        "https".equalsIgnoreCase(scheme) || (internal && "http".equalsIgnoreCase(scheme));
    int port = uri.getPort() == -1 ? 443 : uri.getPort();
    return speaks
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && port > 0
        && port <= 65_535
        && (internal || ports.contains(port));
  }

  /**
   * The addresses of a host, all of which may be spoken to.
   *
   * @throws Refused if one may not
   * @throws UnknownHostException if there is none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException {
    List<InetAddress> addresses = List.of(lookup.addresses(host));
    if (!addresses.stream().allMatch(this::allows)) {
      throw new Refused();
    }
    return addresses;
  }

  private boolean allows(InetAddress address) {
    return isPublic(address) || (internal && isInternal(address));
  }

  /** Loopback and private networks (RFC 1918, RFC 4193), but no metadata service. */
  private static boolean isInternal(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.isLoopbackAddress() || address.isSiteLocalAddress();
    }
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = (bytes[0] & 0xFE) == 0xFC;
    boolean metadata = (group(bytes, 0) == 0xFD00 && group(bytes, 1) == 0x0EC2);
    return address.isLoopbackAddress() || (uniqueLocal && !metadata);
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
      int bits = group(bytes, 0) << 16 | group(bytes, 1);
      return SPECIAL.stream().noneMatch(block -> block.holds(bits));
    }
    // Of IPv6 only global unicast 2000::/3, and of that nothing that carries IPv4 inside.
    int first = group(bytes, 0);
    int second = group(bytes, 1);
    boolean global = (first & 0xE000) == 0x2000;
    boolean sixToFour = first == 0x2002;
    boolean specialPurpose = first == 0x2001 && (second < 0x0200 || second == 0x0DB8);
    boolean documentation = first == 0x3FFF && second < 0x1000;
    return global && !sixToFour && !specialPurpose && !documentation;
  }

  private static int group(byte[] bytes, int index) {
    return (bytes[2 * index] & 0xFF) << 8 | (bytes[2 * index + 1] & 0xFF);
  }
}
