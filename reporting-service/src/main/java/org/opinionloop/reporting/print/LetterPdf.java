package org.opinionloop.reporting.print;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.opinionloop.reporting.letter.Letter;
import org.opinionloop.reporting.letter.LetterHtml;

/**
 * The letter as PDF, with the characters that it uses of Noto Serif SC embedded, so that it looks
 * the same everywhere. Nothing is fetched from outside. Thread-safe; takes some CPU.
 */
public final class LetterPdf {

  private static final String FONT = "/font/noto-serif-sc-400.woff";

  private static final String FONT_URI = "letter:font";

  /** Charts are drawn by another hand, which knows only fonts that the page declares. */
  private static final String CHART_FONT =
      "@font-face { font-family: Letter; src: url('" + FONT_URI + "'); }</style>";

  private final byte[] font;

  /** Reads the font. */
  public LetterPdf() {
    XRLog.setLoggingEnabled(false); // it would log on its own, beside our log
    try (InputStream packed = LetterPdf.class.getResourceAsStream(FONT)) {
      if (packed == null) {
        throw new IllegalStateException(FONT + ": not on the class path");
      }
      this.font = Woff.unpack(packed.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The pages. */
  public byte[] print(Letter letter) {
    ByteArrayOutputStream pages = new ByteArrayOutputStream();
    try (BatikSVGDrawer charts = new BatikSVGDrawer()) {
      PdfRendererBuilder builder = new PdfRendererBuilder();
      builder.useFont(() -> new ByteArrayInputStream(font), "Letter", 400, FontStyle.NORMAL, true);
      builder.useSVGDrawer(charts);
      builder.useUriResolver((base, uri) -> FONT_URI.equals(uri) ? uri : null);
      builder.useProtocolsStreamImplementation(uri -> new FontStream(), "letter");
      builder.withProducer("Opinion Loop");
      builder.withHtmlContent(LetterHtml.of(letter).replace("</style>", CHART_FONT), null);
      builder.toStream(pages);
      builder.run();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return pages.toByteArray();
  }

  private final class FontStream implements FSStream {

    @Override
    public InputStream getStream() {
      return new ByteArrayInputStream(font);
    }

    @Override
    public Reader getReader() {
      throw new UnsupportedOperationException("a font is no text");
    }
  }
}
