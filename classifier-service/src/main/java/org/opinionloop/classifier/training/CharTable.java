package org.opinionloop.classifier.training;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import org.opinionloop.classifier.model.Normaliser;

/**
 * Builds the normaliser's table once, when a model is trained, from Unicode's compatibility forms
 * (NFKC) and ICU's table of traditional characters.
 */
final class CharTable {

  private CharTable() {}

  static Normaliser build() {
    Transliterator simplify = Transliterator.getInstance("Traditional-Simplified");
    char[] table = new char[1 << 16];
    for (int code = 0; code < table.length; code++) {
      table[code] = fold((char) code, simplify);
    }
    return new Normaliser(table);
  }

  private static char fold(char c, Transliterator simplify) {
    if (Character.isSurrogate(c)) {
      return c;
    }
    int kind = Character.getType(c);
    if (kind == Character.FORMAT
        || kind == Character.NON_SPACING_MARK
        || kind == Character.ENCLOSING_MARK) {
      return Normaliser.DROP;
    }
    String form = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
    char plain = form.length() == 1 ? form.charAt(0) : c;
    if (Character.isDigit(plain)) {
      return Normaliser.DIGIT;
    }
    if (!Character.isLetter(plain)) {
      return Normaliser.BREAK;
    }
    String simple = simplify.transliterate(String.valueOf(Character.toLowerCase(plain)));
    return simple.length() == 1 ? simple.charAt(0) : plain;
  }
}
