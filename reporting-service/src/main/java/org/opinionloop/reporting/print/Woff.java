package org.opinionloop.reporting.print;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks a WOFF 1.0 font (W3C Recommendation of 2012) into the TrueType font it was made of. */
final class Woff {

  private static final int SIGNATURE = 0x774F4646;
  private static final int HEADER = 44;
  private static final int ENTRY = 20;

  private Woff() {}

  static byte[] unpack(byte[] woff) {
    ByteBuffer in = ByteBuffer.wrap(woff);
    if (in.getInt(0) != SIGNATURE) {
      throw new IllegalArgumentException("font: no WOFF (expected: signature wOFF)");
    }
    int flavour = in.getInt(4);
    int tables = in.getShort(12) & 0xFFFF;
    ByteBuffer directory = ByteBuffer.allocate(12 + 16 * tables);
    int power = Integer.highestOneBit(tables);
    directory.putInt(flavour).putShort((short) tables).putShort((short) (power * 16));
    directory
        .putShort((short) Integer.numberOfTrailingZeros(power))
        .putShort((short) (tables * 16 - power * 16));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < tables; i++) {
      int at = HEADER + ENTRY * i;
      byte[] table = table(woff, in.getInt(at + 4), in.getInt(at + 8), in.getInt(at + 12));
      directory.putInt(in.getInt(at)).putInt(in.getInt(at + 16));
      directory.putInt(directory.capacity() + body.size()).putInt(table.length);
      body.writeBytes(table);
      body.writeBytes(new byte[-table.length & 3]);
    }
    byte[] font = new byte[directory.capacity() + body.size()];
    System.arraycopy(directory.array(), 0, font, 0, directory.capacity());
    System.arraycopy(body.toByteArray(), 0, font, directory.capacity(), body.size());
    return font;
  }

  private static byte[] table(byte[] woff, int offset, int packed, int length) {
    byte[] table = new byte[length];
    if (packed == length) {
      System.arraycopy(woff, offset, table, 0, length);
      return table;
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(woff, offset, packed);
      if (inflater.inflate(table) != length) {
        throw new IllegalArgumentException("font: a table is shorter than it says");
      }
      return table;
    } catch (DataFormatException broken) {
      throw new IllegalArgumentException("font: a table is broken", broken);
    } finally {
      inflater.end();
    }
  }
}
