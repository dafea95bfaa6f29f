package org.opinionloop.contracts;

/** What the unit could do: 已办结, 部分解决, 解释说明, 无法办理. */
public enum Outcome {
  RESOLVED,
  PARTLY,
  EXPLAINED,
  CANNOT
}
