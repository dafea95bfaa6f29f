package org.opinionloop.contracts;

/** The person's own word on whether the matter is settled: 已解决, 部分解决, 未解决. */
public enum Resolved {
  YES,
  PARTLY,
  NO
}
