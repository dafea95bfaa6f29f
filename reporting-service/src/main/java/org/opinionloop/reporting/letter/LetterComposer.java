package org.opinionloop.reporting.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.reporting.letter.Letter.Block;
import org.opinionloop.reporting.letter.Letter.Paragraph;
import org.opinionloop.reporting.letter.Letter.Section;
import org.opinionloop.reporting.letter.Letter.Title;
import org.opinionloop.reporting.letter.Material.Finding;

/**
 * Composes the public letter in its five parts: background, collection and analysis, measures,
 * experience and lessons, improvements and outlook. Says only what the figures say.
 */
public final class LetterComposer {

  private static final String NUMERALS = "一二三四五六七八九";

  private LetterComposer() {}

  /** The letter made of this. */
  public static Letter compose(Material material) {
    Draft draft = new Draft(material);
    Period period = material.period();
    Section background = new Section("一、工作背景", background(draft));
    Section analysis = new Section("二、意见收集与分析", new AnalysisPart(draft).blocks());
    Section handling = new Section("三、办理情况与采取的措施", new HandlingPart(draft).blocks());
    LessonsPart lessons = new LessonsPart(draft);
    return new Letter(
        period.code(),
        period.from(),
        period.to(),
        !material.today().isAfter(period.to()),
        material.office().organ(),
        new Title(List.of("关于", period.title(), "公众意见建议", "收集办理情况", "的复函")),
        material.office().addressee(),
        List.of(
            background,
            analysis,
            handling,
            new Section("四、经验与不足", lessons.blocks()),
            new Section("五、改进方向与下一步打算", outlook(material.office(), lessons.findings()))),
        "感谢社会各界对我们工作的关心、支持和监督，欢迎继续提出宝贵意见。专此函复。",
        material.office().signature(),
        material.today(),
        draft.tracer().figures());
  }

  private static List<Block> background(Draft draft) {
    Material material = draft.material();
    String channels = draft.names(material.channels(), LoopCount.VALID, draft::channel);
    return List.of(
        new Paragraph(
            "为畅通社情民意反映渠道，及时回应社会关切，我们通过"
                + (channels.isEmpty()
                    ? String.join("、", material.office().channels().values())
                    : channels)
                + "等渠道，常态化收集公众意见建议，对每一件意见实行登记、分类、交办、答复、评价、统计的全流程闭环管理，做到件件有着落、事事有回音。现将"
                + material.period().title()
                + "（"
                + Draft.day(material.period().from())
                + "至"
                + Draft.day(material.period().to())
                + "）意见建议收集和办理情况函复如下。"));
  }

  /** What the office means to do about each finding, numbered, and in any case. */
  private static List<Block> outlook(Material.Office office, Set<Finding> findings) {
    List<Block> blocks = new ArrayList<>();
    Map<Finding, String> improvements = office.improvements();
    for (Finding finding : findings) {
      String improvement = improvements.getOrDefault(finding, "");
      if (!improvement.isBlank()) {
        blocks.add(
            new Paragraph(
                "（" + NUMERALS.charAt(blocks.size()) + "）" + finding.about() + improvement));
      }
    }
    blocks.add(new Paragraph(office.outlook()));
    return blocks;
  }
}
