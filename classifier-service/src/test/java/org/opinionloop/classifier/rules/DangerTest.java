package org.opinionloop.classifier.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.classifier.ShippedModel;
import org.opinionloop.classifier.model.Normaliser;
import org.opinionloop.contracts.Priority;

class DangerTest {

  private final Normaliser normaliser = ShippedModel.get().normaliser();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "楼道里煤气味很浓，怀疑漏气",
        "三號路口的井蓋不見了",
        "电线杆被车撞歪，电线垂到地上",
        "我真的不想活了",
        "教学楼墙体开裂，越来越宽",
        "消防通道被私家车堵死",
        "电梯突然下坠，老人被困",
        "楼下小店着火了",
        "There is a strong smell of gas in the stairwell",
        "The fire exit is locked every night",
        "The emergency exit is locked every night",
        "Parked vans are blocking the emergency exit",
        "救命！救命！救命！",
        "live wires hanging over the playground",
        "渔船沉没，有人落水",
        "地铁站被淹没，有人被困",
        "地下车库被水淹没有人被困",
        "车被泥石流埋没，发生爆炸",
        "值班室没人，着火了",
        "报警电话没有人接，发生火灾了",
        "消防栓没水，起火了怎么办",
        "是不是着火了，楼上全是烟",
        "the casino on fire, people inside",
        "casino 着火了",
        "I want to end it all",
        "he says he is ending it all tonight",
        "she is going to end her life",
        "家里漏电保险丝老跳",
      })
  void seesDangerToLifeAndPublicSafety(String text) {
    assertThat(Danger.judge("", normaliser.normalise(text))).isEqualTo(Priority.URGENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "窗口排队两小时，态度还差",
        "建议多做消防演练，防止火灾",
        "没有发生火灾，但是烟味大",
        "井盖响得睡不着",
        "农村危房改造补助怎么申请",
        "这种救命药什么时候进医保",
        "商场跳楼价甩卖是虚假宣传",
        "公园草坪枯了",
        "The bus is always late and the driver is rude",
        "里面没有人被困",
        "好在没发生爆炸，就是味道难闻",
        "并没有造成伤亡",
        "No fire, no explosion, just a bad smell",
        "put up a rail without any explosion of costs, to prevent a suicide",
        "没有gas leak",
        "想买火灾保险，去哪里问",
      })
  void leavesTheRestInItsTurn(String text) {
    assertThat(Danger.judge("", normaliser.normalise(text))).isEqualTo(Priority.NORMAL);
  }
}
