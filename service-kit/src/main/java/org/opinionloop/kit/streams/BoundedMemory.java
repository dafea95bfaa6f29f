package org.opinionloop.kit.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * All stores of this process share one block cache and one budget for write buffers, however many
 * partitions it has. Made by Kafka Streams by name, once a store, hence the static state.
 *
 * <p>What tells where something is counts as memory too. In one piece the index of a large file
 * would be a megabyte, read anew for each look-up as soon as the cache is full: index and filters
 * are cut into blocks like the rest, and leave the cache last.
 */
public final class BoundedMemory implements RocksDBConfigSetter {

  /** Setting: bytes for all stores together. */
  public static final String BYTES = "opinion-loop.rocksdb.bytes";

  private static final long DEFAULT_BYTES = 64L << 20;
  private static final long MEMTABLE_BYTES = 4L << 20;

  /**
   * A store takes its write buffer in such pieces, the first before it has written anything. With
   * 24 partitions a process has more than two hundred: if the pieces are large, the budget is spent
   * on next to nothing, and what there is goes to disk in small files that have to be merged again.
   */
  private static final long ARENA_BYTES = 16L << 10;

  /** The share of the cache that is kept for indexes and filters, if they are as large. */
  private static final double FOR_INDEXES = 0.5;

  private static final int ANY_SHARDS = -1;

  private static @Nullable Shared shared;

  private record Shared(Cache cache, WriteBufferManager buffers) {}

  private @Nullable BloomFilter filter;

  /** For Kafka Streams. */
  public BoundedMemory() {}

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configuration) {
    Shared memory = shared(configuration.get(BYTES));
    filter = new BloomFilter();
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setPartitionFilters(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setFilterPolicy(filter);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.buffers());
    options.setWriteBufferSize(MEMTABLE_BYTES);
    options.setArenaBlockSize(ARENA_BYTES);
    options.setMaxWriteBufferNumber(2);
  }

  @Override
  public void close(String store, Options options) {
    if (filter != null) {
      filter.close(); // cache and buffers stay: others use them
    }
  }

  private static synchronized Shared shared(@Nullable Object bytes) {
    if (shared == null) {
      long budget = bytes == null ? DEFAULT_BYTES : Long.parseLong(bytes.toString());
      Cache cache = new LRUCache(budget, ANY_SHARDS, false, FOR_INDEXES);
      shared = new Shared(cache, new WriteBufferManager(budget / 2, cache));
    }
    return shared;
  }
}
