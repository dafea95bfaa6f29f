package org.opinionloop.classifier.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opinionloop.contracts.Priority;

/**
 * Whether there is danger to life or public safety, by what is said to be the matter: gas, holes in
 * the ground, live wires, fire and blocked ways out of it, structures that give way, violence,
 * poison, people missing, and people who cry for help or speak of ending their life. What is denied
 * before it is named, over, feared only in general or part of a drill does not count. When in doubt
 * it is urgent: a look too many costs a minute. Linear in the length of the text.
 */
public final class Danger {

  // Between the thing and what is the matter with it: a few characters of the same clause.
  private static final int NEAR = 8;

  private static final String BUILDINGS =
      "楼体 楼房 大楼 教学楼 宿舍楼 居民楼 墙体 承重墙 主体结构 房屋 房子 住房 地基 桥 大坝 水库 堤 护坡";
  private static final String WAYS_OUT = "消防通道 安全出口 疏散通道 消防门 安全通道";

  private static final List<Sign> SIGNS =
      List.of(
          sign("燃气 煤气 天然气 液化气 沼气 瓦斯", NEAR, "泄漏 泄露 漏气 漏出 在漏 很浓 爆炸 味很 味道很 味儿 臭味 异味"),
          sign("漏煤气 漏燃气 漏气"),
          sign(
              "井盖 窨井 井口 沙井 检查井 下水井",
              NEAR,
              "不见 没了 没有盖 没盖 缺失 丢失 丢了 被偷 被盗 敞着 敞开 大开 张着 塌 翻了 翘起 掉下 破损 碎了 裂了 不翼而飞"),
          sign("没井盖 没有井盖 无井盖 缺井盖 丢井盖"),
          sign(
              "电线 电缆 高压线 线缆 电箱 配电箱 电线杆 灯杆 变压器",
              NEAR,
              "裸露 外露 露在外 垂 掉下 掉落 断落 断了 断裂 漏电 冒火 起火 打火 火花 冒烟 要倒 倒下 倾斜 歪"),
          sign("漏电 触电 电死"),
          sign(WAYS_OUT + " 逃生通道 消防车 救护车 防火门", NEAR, "堵 占 锁 封 挡 停满 堆满 焊 进不 开不进 过不去"),
          sign("占 堵 锁 封", 1, WAYS_OUT),
          sign("飞线充电"),
          sign("起火 着火 失火 火灾 爆炸 自燃 冒浓烟 烧起来 燃起来"),
          sign(
              BUILDINGS + " 挡土墙 围墙 外墙 山体 边坡 阳台 天花板 屋顶 广告牌 脚手架 塔吊 路面 地面 马路",
              NEAR,
              "倾斜 要塌 快塌 要倒 快倒 坍塌 垮塌 倒塌 塌陷 塌了 脱落 往下掉 掉下来 滑坡 塌方 溃 决口 砸"),
          sign(BUILDINGS, NEAR, "开裂 裂缝 裂开 下沉 沉降"),
          sign("危房 泥石流 山体滑坡 高空坠物 高空抛物"),
          sign("救命"),
          sign("自杀 轻生 不想活 活不下去 没法活 寻短见 跳楼 跳河 跳桥 跳江 喝农药 上吊 割腕 自焚 自残 同归于尽"),
          sign("结束生命 结束自己生命 结束自己的生命 一死了之 死给"),
          sign("杀人 砍人 持刀 拿刀 要杀 杀了 打死 拐卖 拐骗 家暴 性侵 强奸 猥亵 报复社会 炸药"),
          sign("生命危险 危及生命 人命 要出人命 死人了 昏迷 伤亡"),
          sign("溺水 落水 淹死 中毒 毒气 有毒气体 被困 困在 困人 坠楼 坠落 走失 走丢 失踪"),
          sign("危险化学品", NEAR, "泄"),
          sign("电梯", NEAR, "坠 急停 失控 下滑 掉"));

  private static final Lexicon THINGS;
  // By word of the lexicon, its sign.
  private static final int[] SIGN_OF;

  static {
    List<String> words = new ArrayList<>();
    List<Integer> signs = new ArrayList<>();
    for (int s = 0; s < SIGNS.size(); s++) {
      for (String thing : SIGNS.get(s).things()) {
        words.add(thing);
        signs.add(s);
      }
    }
    THINGS = new Lexicon(words);
    SIGN_OF = signs.stream().mapToInt(Integer::intValue).toArray();
  }

  private static final Lexicon ENGLISH_HINTS =
      new Lexicon(
          words(
              "gas manhole wire cable line electr fire emergency explo suicid kill end want collaps"
                  + " stabbed knife kidnap drown poison"));

  private static final Pattern ENGLISH =
      Pattern.compile(
          "gas leak|leaking gas|gas is leaking|smell(?:s|ed|ing)?(?: of| like)?(?: strong)? gas|open manhole|manhole(?: cover)? (?:is |was |has been |has gone )?(?:missing|open|gone|broken|stolen)|missing manhole"
              + "|(?:live|exposed|bare|hanging|fallen|sparking) (?:electric(?:al)? |power )?(?:wire|cable|line)s?|electrocut|electric shock"
              + "|(?:fire exit|fire door|fire lane|fire escape|emergency exit)s? (?:is |are |was |were |being |always |permanently ){0,4}(?:blocked|locked|chained|obstructed)|(?:blocks|blocking|blocked|locked) the (?:fire|emergency)"
              + "|on fire|caught fire|explosion|exploded|suicid|kill(?:ing)? myself|end(?:ing)? (?:(?:my|his|her) life|it all)|want to die|about to collapse|collapsed|collapsing|stabbed|knife|kidnap|drown|poison");

  // Just before the sign: it is not so, or only to be prevented. In Chinese a blank is the end of a
  // clause, so what is denied before it is something else; and what sank or was flooded (沉没, 淹没)
  // says 没 without denying anything, and who asks 是不是 has seen something.
  private static final Pattern DENIED_BEFORE =
      Pattern.compile(
          "(?:(?<![淹沉埋吞出])没有?|(?<!是)不是|未|并无|无|不会|并非|不存在|避免|防止|预防|以防|杜绝|防范|谨防|消除|排除|减少|降低|如果|假如|万一|要是|一旦|会不会)"
              + "(?:再|了|发生|出现|引发|造成|有人?|过|任何|这种|这样的|人){0,3}$"
              + "|(?<![a-z])(?:no|not|never|without|prevent|avoid|in case of)(?: (?:a|an|any|the)){0,2} $");

  // Just after the sign: it is over, or a drill, a game, a sales talk, an insurance or a subsidy. A
  // fuse (保险丝) insures nobody.
  private static final Pattern OVER_AFTER =
      Pattern.compile(
          "^[^ ]{0,4}?(?:演练|演习|应急预案|预案|宣传|知识|教育片|保险(?![丝栓])|险种|价|机项目|已(?:经)?(?:修好|处理|排除|解决|恢复|更换|换)|修好了|补好了| drill)"
              + "|^(?<=危房)(?:改造|补|指标|政策|鉴定)"
              + "|^(?<=救命)(?:药|钱|稻草|恩|之恩)");

  private static final int BEFORE = 12;
  private static final int AFTER = 16;

  private Danger() {}

  /**
   * How soon somebody has to look.
   *
   * @param title as the model's normaliser spells it
   * @param text likewise
   */
  public static Priority judge(String title, String text) {
    String all = title + " " + text;
    return inChinese(all) || inEnglish(all) ? Priority.URGENT : Priority.NORMAL;
  }

  private static boolean inChinese(String text) {
    // By sign, the end of the last one that did not count: it is not looked into again.
    int[] done = new int[SIGNS.size()];
    for (int at = THINGS.next(text, 0); at >= 0; at = THINGS.next(text, at + 1)) {
      for (int word : THINGS.beginningWith(text.charAt(at))) {
        int sign = SIGN_OF[word];
        if (at < done[sign] || !THINGS.isAt(text, at, word)) {
          continue;
        }
        int end = SIGNS.get(sign).end(text, at + THINGS.words().get(word).length());
        if (end >= 0 && counts(text, at, end)) {
          return true;
        }
        done[sign] = Math.max(done[sign], end);
      }
    }
    return false;
  }

  private static boolean inEnglish(String text) {
    if (!ENGLISH_HINTS.occursIn(text)) {
      return false;
    }
    Matcher matcher = ENGLISH.matcher(text);
    while (matcher.find()) {
      if (counts(text, matcher.start(), matcher.end())) {
        return true;
      }
    }
    return false;
  }

  private static boolean counts(String text, int start, int end) {
    Matcher before = DENIED_BEFORE.matcher(text).region(Math.max(0, start - BEFORE), start);
    Matcher after = OVER_AFTER.matcher(text).region(end, Math.min(text.length(), end + AFTER));
    return !before.useTransparentBounds(true).find() && !after.useTransparentBounds(true).find();
  }

  /**
   * What is the matter.
   *
   * @param things what it is the matter with; if {@code matters} is empty, the matter itself
   * @param near how many characters may lie between
   */
  private record Sign(List<String> things, int near, Lexicon matters) {

    /** Where it ends, if the thing ends here; negative if nothing is the matter. */
    int end(String text, int from) {
      if (matters.words().isEmpty()) {
        return from;
      }
      for (int at = from; at <= from + near && at < text.length(); at++) {
        int length = matters.longestAt(text, at);
        if (length > 0) {
          return at + length;
        }
        if (text.charAt(at) == ' ') {
          return -1;
        }
      }
      return -1;
    }
  }

  private static Sign sign(String matters) {
    return sign(matters, 0, "");
  }

  private static Sign sign(String things, int near, String matters) {
    return new Sign(words(things), near, new Lexicon(words(matters)));
  }

  private static List<String> words(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(" ", -1));
  }
}
