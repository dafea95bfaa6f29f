package org.opinionloop.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.opinionloop.contracts", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule workingTimeIsPure =
      classes()
          .that()
          .resideInAPackage("..calendar..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "org.opinionloop.contracts.calendar..");

  /** JSON annotations say how a name is written; they bring nothing along. */
  @ArchTest
  static final ArchRule onlyTheCodecKnowsJacksonAndOnlyTheSerdeKnowsKafka =
      classes()
          .that()
          .doNotHaveSimpleName("JsonSerde")
          .and()
          .haveNameNotMatching(".*JsonCodec.*")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.crypto..",
              "org.jspecify..",
              "com.fasterxml.jackson.annotation..",
              "org.opinionloop.contracts..");
}
