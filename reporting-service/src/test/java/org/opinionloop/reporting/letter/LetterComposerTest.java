package org.opinionloop.reporting.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.opinionloop.reporting.letter.Letter.Figure;
import org.opinionloop.reporting.letter.Letter.Section;
import org.xml.sax.InputSource;

class LetterComposerTest {

  Letter letter = LetterComposer.compose(SampleMaterial.halfYear());

  @Test
  void hasTheFivePartsOfTheModelLetter() {
    assertThat(letter.sections())
        .extracting(Section::heading)
        .containsExactly("一、工作背景", "二、意见收集与分析", "三、办理情况与采取的措施", "四、经验与不足", "五、改进方向与下一步打算");
    assertThat(letter.title().text()).isEqualTo("关于2026年上半年公众意见建议收集办理情况的复函");
  }

  @Test
  void saysHowManyCameInAndWhatTheyWereAbout() {
    String text = LetterMarkdown.of(letter);

    assertThat(text)
        .contains("其中有效意见546件")
        .contains("服务改进273件，占50.0%")
        .contains("公共设施建设164件，占30.0%")
        .contains("政策建议109件，占20.0%")
        .contains("服务改进类意见主要集中在办事效率（120件）、服务态度（60件）")
        .contains("新增改造设施（9件）")
        .contains("市交通运输局");
  }

  @Test
  void namesTheQuestionBehindEveryFigure() {
    assertThat(letter.figures()).isNotEmpty();
    assertThat(letter.figures())
        .extracting(Figure::query)
        .allMatch(query -> query.matches("/v1/(metrics|service-ratings|measures|hot-topics)[?].*"));
    assertThat(letter.figures())
        .filteredOn(figure -> figure.name().equals("rates.answerRate.value"))
        .singleElement()
        .satisfies(figure -> assertThat(figure.denominator()).isEqualTo(546));
    String text = LetterMarkdown.of(letter) + LetterHtml.of(letter);
    assertThat(letter.figures()).allMatch(figure -> text.contains(figure.value()));
  }

  @Test
  void drawsAColumnForEveryWeekAlsoWhereNothingCame() {
    for (Letter each : List.of(letter, LetterComposer.compose(SampleMaterial.empty()))) {
      assertThat(each.sections())
          .flatExtracting(Section::blocks)
          .filteredOn(
              block -> block instanceof Letter.Chart chart && chart.caption().endsWith("走势"))
          .singleElement()
          .extracting(block -> ((Letter.Chart) block).svg().split("<rect ", -1).length - 1)
          .isEqualTo(27);
    }
  }

  @Test
  void saysWhatManyPeopleWroteAbout() {
    assertThat(LetterMarkdown.of(letter))
        .contains("有关“公交站”“雨棚”的问题，31人反映36件，涉及2处（2026年3月2日至2026年6月11日）");
    assertThat(letter.figures())
        .filteredOn(figure -> figure.name().equals("senders[issue=I-7K2M-9QXD-4B1C]"))
        .singleElement()
        .satisfies(
            figure ->
                assertThat(figure.path())
                    .isEqualTo("$.topics[?@.issue=='I-7K2M-9QXD-4B1C'].senders"));
  }

  @Test
  void quotesThePublicInTheLanguageOfTheLetterOnly() {
    Letter quoting =
        LetterComposer.compose(
            SampleMaterial.with(
                Map.of(
                    "topic:EFFICIENCY", 120L,
                    "word:EFFICIENCY:排队", 12L,
                    "word:EFFICIENCY:waiting", 14L)));

    assertThat(LetterMarkdown.of(quoting))
        .contains("办事效率（120件，群众多说“排队”）")
        .doesNotContain("waiting");
  }

  @Test
  void learnsFromTheFiguresAndAnswersWithWhatTheOfficeMeansToDo() {
    assertThat(LetterMarkdown.of(letter)).contains("件超过承诺期限").contains("对超期件逐件督办").contains("一如既往");
  }

  @Test
  void saysWhichPromisesWereKeptAndWhichServicesAreLiked() {
    assertThat(LetterMarkdown.of(letter))
        .contains("本期承诺措施1项，本期兑现0项，逾期尚未兑现1项")
        .contains("主要公交站台加装雨棚", "2026.6.1", "逾期")
        .contains("实时评价74次，其中不满意10次")
        .contains("养老待遇申领", "公交卡办理")
        .contains("实时评价最低的服务事项是市人力资源和社会保障局“养老待遇申领”");
  }

  @Test
  void isAWellFormedPageWhateverAMeasureSays() throws Exception {
    Letter hostile = LetterComposer.compose(SampleMaterial.with(Map.of("topic:<b>&\"\u0001", 3L)));
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();

    String page = LetterHtml.of(hostile).replace("<!DOCTYPE html>", "");

    assertThat(factory.newDocumentBuilder().parse(new InputSource(new StringReader(page))))
        .isNotNull();
    assertThat(page).contains("&lt;b&gt;&amp;&quot;");
  }

  @Test
  void saysSoWhenNothingCameIn() {
    Letter empty = LetterComposer.compose(SampleMaterial.empty());

    assertThat(LetterMarkdown.of(empty))
        .contains("共收到意见建议0件")
        .contains("有效率无")
        .contains("本期办理平稳")
        .doesNotContain("从渠道看", "从内容看", "表1", "| --- |")
        .doesNotContainPattern("[，；：（][，；。）]");
    assertThat(empty.sections())
        .flatExtracting(Section::blocks)
        .filteredOn(Letter.Chart.class::isInstance)
        .extracting(block -> ((Letter.Chart) block).caption())
        .containsExactly("图1 收到意见数量走势");
  }

  @Test
  void numbersChartsAndTablesInTheOrderOfTheText() {
    assertThat(letter.sections())
        .flatExtracting(Section::blocks)
        .extracting(LetterComposerTest::caption)
        .filteredOn(caption -> !caption.isEmpty())
        .containsExactly(
            "图1 有效意见按主题占比",
            "图2 收到意见数量走势",
            "表1 各承办单位办理情况",
            "图3 各承办单位按时办结率",
            "表2 服务事项实时评价情况",
            "表3 承诺措施完成情况");
  }

  @Test
  void saysByHowMuchMoreCameInAndHowRatesMoved() {
    assertThat(LetterMarkdown.of(LetterComposer.compose(SampleMaterial.after(558, 500, 30))))
        .contains("较上期（562件）下降0.7%。")
        .contains("与上期相比，按时办结率上升1.4个百分点");
  }

  @Test
  void saysThatWhatRoundsToNoChangeIsLevel() {
    Letter same = LetterComposer.compose(SampleMaterial.after(554, 500, 23));

    assertThat(LetterMarkdown.of(same))
        .contains("较上期（558件）持平。")
        .contains("与上期相比，按时办结率持平，解决率")
        .doesNotContain("升0.0", "降0.0");
    assertThat(same.figures()).noneMatch(figure -> figure.name().equals("received[before]"));
  }

  @Test
  void saysOfWhichCasesSecondHandlingIsTold() {
    assertThat(LetterMarkdown.of(letter))
        .contains("有20件因评价较低退回重办，重办率4.0%（占已答复件数）；一次办结率96.0%（占已办结件数）。");
  }

  private static String caption(Letter.Block block) {
    return block instanceof Letter.Chart chart
        ? chart.caption()
        : block instanceof Letter.Table table ? table.caption() : "";
  }
}
