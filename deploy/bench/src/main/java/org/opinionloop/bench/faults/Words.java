package org.opinionloop.bench.faults;

import java.util.List;
import java.util.Random;

/** What the client says: of many things at many places, as in a city, and the same by number. */
final class Words {

  private static final String FIRST = "文建和民解中新东西南北长安平永兴福宁华光";
  private static final String SECOND = "昌设平生放山湖桥门庄康乐隆源泰明德堂岭溪";

  private static final List<String> PLACES =
      List.of("路", "街", "小区", "菜市场", "广场", "社区医院", "小学", "公园", "地铁站", "政务大厅");

  private static final List<String> TROUBLES =
      List.of(
          "的路灯坏了好几天，晚上看不清路",
          "中午窗口没有人，排队等了两个小时",
          "征求意见的时间太短，大家来不及看",
          "早高峰公交太挤，学生上不了车",
          "旁边的绿化带被停车压坏了",
          "的入学报名材料没有写清楚",
          "夜里施工到两点，孩子睡不着",
          "门口的污水井堵了，臭气很大",
          "的无障碍坡道被摊位占了",
          "的水压不够，六楼洗不了澡",
          "的健身器材断了一根，差点伤人",
          "的电梯一个月停了四次");

  private static final List<String> WISHES =
      List.of("请派人来修。", "请安排人员轮流值守。", "希望多开几场听证会。", "希望增加班次。", "请城管来管一管。", "请公布办理进度。", "请给个说法。");

  private Words() {}

  /** One opinion. */
  static String text(int number) {
    Random random = new Random(number);
    return ""
        + one(FIRST, random)
        + one(SECOND, random)
        + one(PLACES, random)
        + one(TROUBLES, random)
        + "，"
        + one(WISHES, random);
  }

  private static char one(String all, Random random) {
    return all.charAt(random.nextInt(all.length()));
  }

  private static String one(List<String> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
