package org.opinionloop.contracts;

/** 诉求类型: what the writer wants from the office: 咨询, 求助, 投诉, 举报, 建议, 表扬. */
public enum Kind {
  CONSULTATION,
  HELP,
  COMPLAINT,
  REPORT,
  SUGGESTION,
  PRAISE
}
