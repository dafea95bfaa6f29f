package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  private static final Path HOME = Path.of("/home/of/the/repository");

  @Test
  void keepsEverythingInTheRepositoryAndUsesTheUsualPortsByDefault() {
    assertThat(parse())
        .isEqualTo(new Options(HOME.resolve("data"), false, false, false, null, Ports.USUAL));
  }

  @Test
  void takesValuesAfterAnEqualsSignAndAfterABlank() {
    Options equals = parse("--data-dir=/tmp/x", "--kafka=broker:9092", "--ports=1,2,3,4,5");
    Options blank = parse("--data-dir", "/tmp/x", "--kafka", "broker:9092", "--ports", "1,2,3,4,5");

    assertThat(equals)
        .isEqualTo(blank)
        .isEqualTo(
            new Options(
                Path.of("/tmp/x"), false, false, false, "broker:9092", new Ports(1, 2, 3, 4, 5)));
  }

  @Test
  void takesFlags() {
    assertThat(parse("--demo", "--fresh")).matches(options -> options.demo() && options.fresh());
    assertThat(parse("-h").help()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--dmeo", "demo", "--demo=yes", "--data-dir", "--kafka=", "--data-dir="})
  void refusesWhatItDoesNotKnowAndPointsToTheHelp(String argument) {
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> parse(argument))
        .withMessageContaining("--help");
  }

  @Test
  void doesNotTakeAnOptionForAValue() {
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> parse("--data-dir", "--demo"))
        .withMessageStartingWith("--data-dir needs a value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ports=1,2,3,4 | 4 numbers",
        "--ports=1,2,3,4,x | x (expected",
        "--ports=1,2,3,4,0 | 0 (expected",
        "--ports=1,2,3,4,65536 | 65536 (expected",
        "--kafka=broker | broker (expected",
        "--kafka=http://broker:1 | http://broker:1 (expected"
      })
  void saysWhatWasExpected(String argument, String part) {
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> parse(argument))
        .withMessageContaining(part);
  }

  @Test
  void explainsEveryOptionItTakes() {
    assertThat(Options.HELP)
        .contains("--demo", "--data-dir", "--fresh", "--kafka", "--ports", "--help");
  }

  private static Options parse(String... arguments) {
    return Options.parse(arguments, HOME);
  }
}
