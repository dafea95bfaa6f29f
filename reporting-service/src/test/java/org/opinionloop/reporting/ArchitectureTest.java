package org.opinionloop.reporting;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.opinionloop.reporting",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule knowsOfTheHouseOnlyContractsAndServiceKit =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.opinionloop.intake..",
              "org.opinionloop.classifier..",
              "org.opinionloop.reply..",
              "org.opinionloop.local..");

  @ArchTest
  static final ArchRule whatDecidesIsPure =
      classes()
          .that()
          .resideInAnyPackage("..reporting.cases..", "..reporting.cells..", "..reporting.hot..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "com.fasterxml.jackson.annotation..",
              "org.opinionloop.contracts..",
              "..reporting.cases..",
              "..reporting.cells..",
              "..reporting.hot..");
}
