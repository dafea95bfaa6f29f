package org.opinionloop.classifier.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Somebody tried whether the form works. Either nothing else is said, or a short text says that it
 * is a test and to be ignored. A test of skills, of water or for a virus is none.
 */
final class Trial {

  private static final int SHORT = 80;

  private static final Lexicon TESTS = new Lexicon(List.of("测试", "试一下", "试试", "test", "调试", "联调"));

  // What people say who try a form, and what is left of numbers and blanks.
  private static final Lexicon FILLERS =
      new Lexicon(
          List.of(
              ("测试 测试一下 测试下 测试数据 测试信息 测试内容 测试标题 测试工单 测试留言 测试提交 测试功能 测试页面 测试系统 测试用 这是 一条 一个 个 只是 仅 我 来 的"
                      + " 试一下 试试 调试 联调 系统 接口 功能 提交 你好 请忽略 忽略 谢谢 test tests testing tested this is just only a an the hello world hi"
                      + " one two three please ignore message data demo abc asdf aaa 0")
                  .split(" ", -1)));

  private static final Pattern SAYS_SO =
      Pattern.compile(
          "测试(?:数据|信息|工单|留言|内容|单(?!位)|件|记录|用例|提交|功能|账号|接口|一下)|(?:功能|系统|接口|上线|联调|提交|表单)测试|这(?:只)?是(?:一条|一个|个)?测试|"
              + "联调|\\btest (?:message|record|ticket|data|entry|case|submission)|(?:just|only|is) a test\\b|\\btesting (?:the|this) form");

  // Whoever asks not to be answered with phrases (不要回复套话) wants an answer: nothing but the message
  // itself may come after the verb.
  private static final Pattern AND_TO_IGNORE =
      Pattern.compile(
          "(?<!不要|不能|不可|请勿|别|被)忽略|(?:不用|无需|无须|不必|请勿|勿|不要|别)(?:转办|处理|受理|办理|回复|理会|派单|理)"
              + "(?:了|啦|吧|谢谢|即可)?(?:[此本该这](?:一?[条个件份则])?(?:测试)?(?:单|件|工单|留言|信息|数据|消息|内容)?)?(?: |$)|ignore|disregard|do not (?:process|reply|handle)|no action");

  private static final Pattern COUNTING =
      Pattern.compile(
          "[\\s\\p{P}]*+(?:0?123(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?|abcd?e?f?g?)[\\s\\p{P}]*+");

  private Trial() {}

  /**
   * Whether the text is a trial.
   *
   * @param text as written
   * @param normalised the same in simplified characters, small letters, without punctuation
   */
  static boolean recognises(String text, String normalised) {
    if (COUNTING.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
      return true;
    }
    return TESTS.occursIn(normalised)
        && (nothingElse(normalised)
            || (normalised.length() <= SHORT
                && SAYS_SO.matcher(normalised).find()
                && AND_TO_IGNORE.matcher(normalised).find()));
  }

  private static boolean nothingElse(String normalised) {
    int at = 0;
    while (at < normalised.length()) {
      int c = normalised.codePointAt(at);
      // The normaliser leaves emoji as they are.
      int filler =
          Character.isLetterOrDigit(c) ? FILLERS.longestAt(normalised, at) : Character.charCount(c);
      if (filler == 0) {
        return false;
      }
      at += filler;
    }
    return true;
  }
}
