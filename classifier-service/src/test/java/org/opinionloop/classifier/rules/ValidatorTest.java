package org.opinionloop.classifier.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.classifier.ShippedModel;
import org.opinionloop.contracts.Validity;

class ValidatorTest {

  private final Validator validator = new Validator(ShippedModel.get().normaliser());

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "EMPTY, `<p>&nbsp;</p><br/>`",
        "EMPTY, `\u200b\u3000\ufeff`",
        "PUNCTUATION, `？？！！……`",
        "PUNCTUATION, `😡😡👎`",
        "VALID, `救命！救命！救命！救命！`",
        "REPEATED, `啊啊啊啊啊啊啊`",
        "REPEATED, `还钱！还钱！还钱！还钱！还钱！`",
        "REPEATED, `7777777777`",
        "GIBBERISH, `dfgjkl sdfkjh qwrtzx`",
        "GIBBERISH, `jkl;jkl;fdsa vbnxcz kjhgf`",
        "TEST, `测试`",
        "TEST, `測試一下`",
        "TEST, `ＴＥＳＴ`",
        "TEST, `test 123`",
        "TEST, `接口联调，测试数据，请勿处理`",
        "TEST, `测试一下，这是一条测试数据，谢谢`",
        "TEST, `Hello, this is a test 123. Please ignore!`",
        "TEST, `12345`",
        "TEST, `测试👍`",
        "TEST, `👨‍👩‍👧 test 🏳️‍🌈`",
        "TEST, `系统测试，不用理会了`",
        "TEST, `功能测试，请勿回复本条信息。`",
        "TEST, `表单测试，请不要处理这个测试工单`",
      })
  void turnsAwayWhatSaysNothing(Validity expected, String text) {
    assertThat(validator.judge("", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "路灯坏了",
        "没水",
        "停电!!!",
        "公交又晚点",
        "云A·8K3Q7占道",
        "粤B12345D",
        "The bus never came.",
        "Why is the pool shut?",
        "WiFi at the library is slow",
        "NGO rhythms strengths Knightsbridge",
        "gong jiao che zen me hai bu lai",
        "举头望明月，低头思故乡",
        "普通话测试成绩什么时候出来",
        "体育中考测试场地太滑",
        "核酸检测试剂收费不合理",
        "水质测试数据能不能公开",
        "测试𠮷👍",
        "普通话水平测试记录查不到，请不要回复套话",
        "普通话水平测试记录查不到，请不要忽略我",
        "汽车尾气测试单位乱收费，请不要回复官话",
        "汽车尾气测试单位乱收费，电话里说不用理",
        "试试晚高峰坐17路，根本挤不上去",
        "please test the water in our school",
        "哈哈哈哈哈哈，又停水了",
        "着火了！着火了！着火了！着火了！",
        "<b>漏电</b>漏電漏電漏電漏電",
        "好",
        "110",
      })
  void takesWhatSaysSomething(String text) {
    assertThat(validator.judge("", text)).isEqualTo(Validity.VALID);
  }

  @Test
  void judgesTheTitleTogetherWithTheText() {
    assertThat(validator.judge("楼下的井盖没了", "！！！")).isEqualTo(Validity.VALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "测试一下这是一条测试数据", "一个", "test a", "fire exit is ", ".", "a1 ", "<a", "&a"})
  @Timeout(10)
  void isSoonDoneWithTheMostTediousText(String piece) {
    String tedious = piece.repeat(20_000) + "é";

    assertThat(validator.judge("test", tedious)).isNotNull();
    assertThat(Danger.judge("test", tedious)).isNotNull();
    assertThat(Summary.of(tedious, tedious)).isNotNull();
  }

  @Test
  void isNotUpsetByAnyText() {
    Random random = new Random(7);
    for (int n = 0; n < 300; n++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(400); i > 0; i--) {
        text.append((char) random.nextInt(1 << 16));
      }
      assertThat(validator.judge("", text.toString())).isNotNull();
    }
  }
}
