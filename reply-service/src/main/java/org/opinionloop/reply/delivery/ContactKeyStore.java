package org.opinionloop.reply.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.contact.ContactKey;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;
import org.springframework.util.FileSystemUtils;

/**
 * The topic of contacts' keys as it is now, on disk because there is one for every opinion. Starts
 * empty each time, so nothing that is gone from the topic is left here; needs no log of its own.
 * Thread-safe.
 */
final class ContactKeyStore implements AutoCloseable {

  private static final byte[] WITHDRAWN = {};
  private static final long MEMORY = 8L << 20;

  private final Options options;
  private final WriteOptions writing;
  private final RocksDB keys;
  private boolean closed;

  private ContactKeyStore(Path directory) throws RocksDBException {
    RocksDB.loadLibrary();
    this.options = new Options().setCreateIfMissing(true).setWriteBufferSize(MEMORY);
    this.writing = new WriteOptions().setDisableWAL(true);
    this.keys = RocksDB.open(options, directory.toString());
  }

  /** An empty one in this directory, whatever was in there. */
  static ContactKeyStore in(Path directory) {
    try {
      FileSystemUtils.deleteRecursively(directory);
      Files.createDirectories(directory);
      return new ContactKeyStore(directory);
    } catch (IOException failed) {
      throw new UncheckedIOException("the keys of contacts have no place", failed);
    } catch (RocksDBException failed) {
      throw new IllegalStateException("the keys of contacts have no place", failed);
    }
  }

  /** What is known of this contact; empty if its key is not here. */
  synchronized Optional<ContactKeys.Access> look(OpinionId opinion, SealedContact contact) {
    if (isWithdrawn(opinion)) {
      return Optional.of(new ContactKeys.Access.Withdrawn());
    }
    if (contact.ownKey() == null) {
      return Optional.of(new ContactKeys.Access.Granted(null));
    }
    return Optional.ofNullable(get(ContactKey.recordKey(opinion, contact.ownKey())))
        .map(ContactKeys.Access.Granted::new);
  }

  synchronized boolean isWithdrawn(OpinionId opinion) {
    return get(opinion.value()) != null;
  }

  synchronized void put(String recordKey, byte[] secret) {
    requireOpen();
    try {
      keys.put(writing, bytes(recordKey), secret);
    } catch (RocksDBException failed) {
      throw new IllegalStateException("a key cannot be kept", failed);
    }
  }

  /** Notes that the opinion's contact details are withdrawn, and tells the keys it has here. */
  synchronized List<String> withdraw(OpinionId opinion) {
    put(opinion.value(), WITHDRAWN);
    List<String> found = new ArrayList<>();
    byte[] prefix = bytes(opinion.value() + "/");
    try (RocksIterator each = keys.newIterator()) {
      for (each.seek(prefix); each.isValid(); each.next()) {
        String key = new String(each.key(), StandardCharsets.ISO_8859_1);
        if (!key.startsWith(opinion.value() + "/")) {
          break;
        }
        found.add(key);
      }
    }
    return found;
  }

  /** Removes the key, from the files as well. */
  synchronized void destroy(String recordKey) {
    requireOpen();
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      byte[] key = bytes(recordKey);
      if (keys.get(key) != null) {
        keys.delete(writing, key);
        keys.flush(flush);
        keys.compactRange(key, bytes(recordKey + "\0"));
      }
    } catch (RocksDBException failed) {
      throw new IllegalStateException("a key cannot be destroyed", failed);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      keys.close();
      writing.close();
      options.close();
    }
  }

  private byte @Nullable [] get(String recordKey) {
    requireOpen();
    try {
      return keys.get(bytes(recordKey));
    } catch (RocksDBException failed) {
      throw new IllegalStateException("a key cannot be read", failed);
    }
  }

  /** A closed store's memory is not Java's: asking it would end the process. */
  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the keys of contacts are closed");
    }
  }

  private static byte[] bytes(String recordKey) {
    return recordKey.getBytes(StandardCharsets.ISO_8859_1);
  }
}
