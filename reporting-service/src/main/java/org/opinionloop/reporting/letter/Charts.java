package org.opinionloop.reporting.letter;

import java.util.List;
import java.util.Locale;

/** Pictures of figures, as SVG that stands alone: no script, no style sheet, no outside font. */
final class Charts {

  /** A value with a name; {@code shown} is what stands beside the bar. */
  record Bar(String name, double value, String shown) {}

  private static final int WIDTH = 560;
  private static final int ROW = 30;
  private static final int NAME = 190;
  private static final int SHOWN = 90;
  private static final String[] COLOURS = {"#b5362c", "#2f6690", "#5b8c5a", "#8a8a8a"};

  private Charts() {}

  /** Horizontal bars, one a row, from 0 to {@code most}. */
  static String bars(List<Bar> bars, double most) {
    StringBuilder svg = start(bars.size() * ROW + 8);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int y = 4 + i * ROW;
      double length = most <= 0 ? 0 : bar.value() / most * (WIDTH - NAME - SHOWN);
      text(svg, NAME - 8, y + 19, "end", bar.name());
      rectangle(svg, NAME, y + 5, Math.max(1, length), 18, colour(i, bars.size()));
      text(svg, NAME + length + 6, y + 19, "start", bar.shown());
    }
    return svg.append("</svg>").toString();
  }

  /** Columns side by side in their order; every few are named. */
  static String columns(List<Bar> bars) {
    int height = 150;
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    double step = (WIDTH - 40.0) / Math.max(1, bars.size());
    int every = Math.max(1, (int) Math.ceil(bars.size() / 7.0));
    StringBuilder svg = start(height + 46);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double length = most <= 0 ? 0 : bar.value() / most * (height - 10);
      double x = 20 + i * step;
      rectangle(
          svg,
          x + step * 0.15,
          height + 16 - length,
          step * 0.7,
          Math.max(0.5, length),
          COLOURS[1]);
      if (bars.size() <= 31) {
        text(svg, x + step / 2, height + 12 - length, "middle", bar.shown());
      }
      if (i % every == 0) {
        text(svg, x + step / 2, height + 36, "middle", bar.name());
      }
    }
    return svg.append("</svg>").toString();
  }

  /** A few parts of a whole have colours of their own; many of a kind have one. */
  private static String colour(int bar, int bars) {
    return bars > COLOURS.length ? COLOURS[1] : COLOURS[bar];
  }

  private static StringBuilder start(int height) {
    return new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(WIDTH)
        .append("\" height=\"")
        .append(height)
        .append("\" viewBox=\"0 0 ")
        .append(WIDTH)
        .append(' ')
        .append(height)
        .append("\" font-family=\"Letter, serif\" font-size=\"12\">");
  }

  private static void rectangle(
      StringBuilder svg, double x, double y, double width, double height, String colour) {
    svg.append("<rect x=\"")
        .append(number(x))
        .append("\" y=\"")
        .append(number(y))
        .append("\" width=\"")
        .append(number(width))
        .append("\" height=\"")
        .append(number(height))
        .append("\" fill=\"")
        .append(colour)
        .append("\"/>");
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append("<text x=\"")
        .append(number(x))
        .append("\" y=\"")
        .append(number(y))
        .append("\" text-anchor=\"")
        .append(anchor)
        .append("\" fill=\"#222222\">")
        .append(LetterHtml.escaped(text))
        .append("</text>");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
