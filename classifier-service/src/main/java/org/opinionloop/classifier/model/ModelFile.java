package org.opinionloop.classifier.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A model on disk: the letters {@code OLCM}, a format number, the CRC-32 of all that follows, and,
 * deflated, the version, the characters' table, the axes, a bit a bucket for whether it has a row,
 * and the rows as they lie in memory, little-endian: nothing is read one by one. There are hashes
 * and weights in it, and no words.
 */
public final class ModelFile {

  private static final int MAGIC = 'O' << 24 | 'L' << 16 | 'C' << 8 | 'M';
  private static final int FORMAT = 2;

  /** Letters, format and check sum, in bytes. */
  private static final int HEAD = 16;

  private ModelFile() {}

  /**
   * The model in these bytes.
   *
   * @param name what to call the file in a message
   * @throws DamagedModelException if it is none, is cut off or was changed
   */
  public static Model read(InputStream in, String name) throws IOException {
    byte[] beginning = in.readNBytes(HEAD);
    byte[] bytes;
    try (DataInputStream head = new DataInputStream(new ByteArrayInputStream(beginning))) {
      if (beginning.length < HEAD || head.readInt() != MAGIC) {
        throw new DamagedModelException(
            "model " + name + ": no classifier model (expected: a file made by the train command)");
      }
      int format = head.readInt();
      if (format != FORMAT) {
        throw new DamagedModelException(
            "model " + name + ": format " + format + " (expected: " + FORMAT + ")");
      }
      bytes = in.readAllBytes(); // not before, as something else may be of any size
      CRC32 sum = new CRC32();
      sum.update(bytes);
      if (head.readLong() != sum.getValue()) {
        throw new DamagedModelException(
            "model " + name + ": damaged (expected: the checksum it was written with)");
      }
    }
    Inflater inflater = new Inflater();
    try (DataInputStream body =
        new DataInputStream(
            new InflaterInputStream(new ByteArrayInputStream(bytes), inflater, 1 << 16))) {
      return body(body);
    } catch (IOException | IllegalArgumentException misfit) {
      throw new DamagedModelException(
          "model " + name + ": damaged (expected: a file made by the train command)");
    } finally {
      inflater.end();
    }
  }

  /** Writes the model. */
  public static void write(Model model, OutputStream out) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DataOutputStream data =
        new DataOutputStream(new DeflaterOutputStream(body, deflater, 1 << 16))) {
      body(model, data);
    } finally {
      deflater.end();
    }
    byte[] bytes = body.toByteArray();
    CRC32 sum = new CRC32();
    sum.update(bytes);
    DataOutputStream file = new DataOutputStream(out);
    file.writeInt(MAGIC);
    file.writeInt(FORMAT);
    file.writeLong(sum.getValue());
    file.write(bytes);
    file.flush();
  }

  /**
   * The CRC-32 of all that the model answers by: of everything in its file but the version. Two
   * models that answer differently hardly ever have the same.
   */
  public static int fingerprint(Model model) {
    CRC32 sum = new CRC32();
    try (DataOutputStream out =
        new DataOutputStream(new CheckedOutputStream(OutputStream.nullOutputStream(), sum))) {
      parts(model, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return (int) sum.getValue();
  }

  private static void body(Model model, DataOutputStream out) throws IOException {
    out.writeUTF(model.version());
    parts(model, out);
  }

  private static void parts(Model model, DataOutputStream out) throws IOException {
    ByteBuffer table = buffer(Character.BYTES << 16);
    table.asCharBuffer().put(model.normaliser().table());
    out.write(table.array());
    out.writeByte(model.axes().size());
    for (Axis axis : model.axes()) {
      out.writeUTF(axis.name());
      out.writeByte(axis.labels().size());
      for (String label : axis.labels()) {
        out.writeUTF(label);
      }
      floats(out, axis.scale());
      floats(out, axis.bias());
      floats(out, axis.calibration().raw());
      floats(out, axis.calibration().calibrated());
      out.writeDouble(axis.threshold());
    }
    rows(model.rows(), out);
  }

  private static Model body(DataInputStream in) throws IOException {
    String version = in.readUTF();
    char[] table = new char[1 << 16];
    read(in, Character.BYTES << 16).asCharBuffer().get(table);
    int count = in.readUnsignedByte();
    List<Axis> axes = new ArrayList<>();
    for (int a = 0; a < count; a++) {
      String name = in.readUTF();
      int labels = in.readUnsignedByte();
      List<String> codes = new ArrayList<>();
      for (int c = 0; c < labels; c++) {
        codes.add(in.readUTF());
      }
      float[] scale = floats(in);
      float[] bias = floats(in);
      Calibration calibration = new Calibration(floats(in), floats(in));
      axes.add(new Axis(name, codes, scale, bias, calibration, in.readDouble()));
    }
    return new Model(version, new Normaliser(table), axes, rows(in));
  }

  private static void rows(Rows rows, DataOutputStream out) throws IOException {
    out.writeByte(rows.bits());
    out.writeByte(rows.lanes());
    out.writeFloat(rows.rarity());
    longs(rows.known(), out);
    longs(rows.words(), out);
  }

  private static Rows rows(DataInputStream in) throws IOException {
    int bits = in.readUnsignedByte();
    int lanes = in.readUnsignedByte();
    float rarity = in.readFloat();
    if (bits < 8 || bits > 22) {
      throw new IllegalArgumentException("rows: 2^" + bits + " (expected: 2^8 to 2^22)");
    }
    long[] known = new long[Rows.longs(bits)];
    read(in, known.length * Long.BYTES).asLongBuffer().get(known);
    Rows rows = new Rows(bits, lanes, rarity, known);
    long[] words = rows.words();
    read(in, words.length * Long.BYTES).asLongBuffer().get(words);
    return rows;
  }

  private static void longs(long[] values, DataOutputStream out) throws IOException {
    ByteBuffer buffer = buffer(values.length * Long.BYTES);
    buffer.asLongBuffer().put(values);
    out.write(buffer.array());
  }

  private static ByteBuffer read(DataInputStream in, int bytes) throws IOException {
    ByteBuffer buffer = buffer(bytes);
    in.readFully(buffer.array());
    return buffer;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void floats(DataOutputStream out, float[] values) throws IOException {
    out.writeShort(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readUnsignedShort()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
