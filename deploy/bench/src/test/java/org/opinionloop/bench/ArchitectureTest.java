package org.opinionloop.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.opinionloop.bench",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /**
   * What is measured and broken here is measured and broken from outside, as users and fate do;
   * what it is measured against does the same work by the same code.
   */
  @ArchTest
  static final ArchRule SERVICES_ARE_KNOWN_BY_THEIR_DOORS_AND_TOPICS_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackages("..bench.anchor..", "..bench.speed..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.opinionloop.kit..",
              "org.opinionloop.intake..",
              "org.opinionloop.classifier..",
              "org.opinionloop.reply..",
              "org.opinionloop.reporting..");
}
