package org.opinionloop.intake;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.opinionloop.intake",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule KNOWS_ONLY_CONTRACTS_AND_THE_KIT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.opinionloop.classifier..",
              "org.opinionloop.reply..",
              "org.opinionloop.reporting..",
              "org.opinionloop.local..");

  @ArchTest
  static final ArchRule CLEANING_AND_LANGUAGE_ARE_PURE =
      classes()
          .that()
          .resideInAPackage("..intake.text..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify..", "com.ibm.icu..", "org.opinionloop.intake.text..");

  @ArchTest
  static final ArchRule FRAMING_IS_PURE =
      classes()
          .that()
          .haveNameMatching(".*\\.batch\\.(Framing|JsonLines|CsvLines|LineBuffer|Line)")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "org.opinionloop.intake.batch..");

  @ArchTest
  static final ArchRule ONLY_THE_PUBLISHER_KNOWS_KAFKA =
      noClasses()
          .that()
          .resideOutsideOfPackage("..intake.publish..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");
}
