package org.opinionloop.classifier.rules;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Somebody tried whether the form works. Either nothing else is said, or a short text says that it
 * is a test and to be ignored. A test of skills, of water or for a virus is none.
 */
final class Trial {

  private static final int SHORT = 80;

  private static final Pattern NOTHING_ELSE =
      Pattern.compile(
          "(?=.*(?:测试|试一下|试试|\\btest|调试|联调))"
              + "(?:测试(?:一下|下|数据|信息|内容|标题|工单|留言|提交|功能|页面|系统|用)?|这是|一条|一个|个|只是|仅|我|来|的|试一下|试试|"
              + "调试|联调|系统|接口|功能|提交|你好|请忽略|忽略|谢谢|tests?|testing|tested|this|is|just|only|a|an|the|hello|world|hi|"
              + "one|two|three|please|ignore|message|data|demo|abc|asdf|aaa|0|\\s)+");

  private static final Pattern SAYS_SO =
      Pattern.compile(
          "测试(?:数据|信息|工单|留言|内容|单|件|记录|用例|提交|功能|账号|接口|一下)|(?:功能|系统|接口|上线|联调|提交|表单)测试|这(?:只)?是(?:一条|一个|个)?测试|"
              + "联调|\\btest (?:message|record|ticket|data|entry|case|submission)|(?:just|only|is) a test\\b|\\btesting (?:the|this) form");

  private static final Pattern AND_TO_IGNORE =
      Pattern.compile(
          "忽略|(?:不用|无需|无须|不必|请勿|勿|不要|别)(?:转办|处理|受理|办理|回复|理会|派单|理)|ignore|disregard|do not (?:process|reply|handle)|no action");

  private static final Pattern COUNTING =
      Pattern.compile(
          "[\\s\\p{P}]*(?:0?123(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?|abcd?e?f?g?)[\\s\\p{P}]*");

  private Trial() {}

  /**
   * Whether the text is a trial.
   *
   * @param text as written
   * @param normalised the same in simplified characters, small letters, without punctuation
   */
  static boolean recognises(String text, String normalised) {
    return NOTHING_ELSE.matcher(normalised).matches()
        || COUNTING.matcher(text.toLowerCase(Locale.ROOT)).matches()
        || (normalised.length() <= SHORT
            && SAYS_SO.matcher(normalised).find()
            && AND_TO_IGNORE.matcher(normalised).find());
  }
}
