package org.opinionloop.reporting.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.opinionloop.reporting.letter.Letter;
import org.opinionloop.reporting.letter.LetterComposer;
import org.opinionloop.reporting.letter.SampleMaterial;

class LetterPdfTest {

  @Test
  void printsEveryCharacterInAnEmbeddedFont() throws IOException {
    Letter letter = LetterComposer.compose(SampleMaterial.halfYear());

    byte[] pdf = new LetterPdf().print(letter);
    Files.write(Path.of("target/letter.pdf"), pdf);

    try (PDDocument document = Loader.loadPDF(pdf)) {
      String text = new PDFTextStripper().getText(document).replaceAll("\\s", "");
      assertThat(text).contains("某市人民政府办公室").contains("其中有效意见546件").contains("50.0%");
      assertThat(text).doesNotContain("#");
      PDFTextStripper lastPage = new PDFTextStripper();
      lastPage.setStartPage(document.getNumberOfPages());
      assertThat(lastPage.getText(document)).as("no page for the signature").contains("一如既往");
      assertThat(document.getNumberOfPages()).isBetween(2, 8);
      for (PDPage page : document.getPages()) {
        for (var name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
        }
      }
    }
  }

  @Test
  void endsTheLinesOfTheTitleBetweenWordsAndEvenly() throws IOException {
    byte[] pdf = new LetterPdf().print(LetterComposer.compose(SampleMaterial.halfYear()));

    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document).lines().map(String::strip))
          .containsSequence("关于2026年上半年公众意见建议", "收集办理情况的复函");
    }
  }

  @Test
  void printsMarkupThatSomebodyWroteAsTheirWords() throws IOException {
    Letter sample = LetterComposer.compose(SampleMaterial.halfYear());
    Letter letter =
        new Letter(
            sample.period(),
            sample.from(),
            sample.to(),
            sample.provisional(),
            sample.organ(),
            sample.title(),
            "<img src=\"http://x/\"/><script>alert(1)</script>",
            sample.sections(),
            sample.closing(),
            sample.signature(),
            sample.date(),
            sample.figures());

    try (PDDocument document = Loader.loadPDF(new LetterPdf().print(letter))) {
      assertThat(new PDFTextStripper().getText(document).replaceAll("\\s", ""))
          .contains("<imgsrc=\"http://x/\"/><script>alert(1)</script>");
    }
  }

  @Test
  void refusesAFontThatIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> Woff.unpack(new byte[100]));
  }
}
