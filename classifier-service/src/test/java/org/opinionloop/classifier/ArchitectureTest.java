package org.opinionloop.classifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.opinionloop.classifier",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theModelIsPure =
      classes()
          .that()
          .resideInAPackage("..classifier.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "org.opinionloop.classifier.model..");

  @ArchTest
  static final ArchRule theRulesArePure =
      classes()
          .that()
          .resideInAPackage("..classifier.rules..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.opinionloop.contracts..",
              "org.opinionloop.classifier.model..",
              "org.opinionloop.classifier.rules..");

  @ArchTest
  static final ArchRule theServiceKnowsOnlyContractsAndTheKit =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages(
              "org.opinionloop.intake..",
              "org.opinionloop.reply..",
              "org.opinionloop.reporting..",
              "org.opinionloop.local..");

  @ArchTest
  static final ArchRule trainingNeedsNoSpring =
      classes()
          .that()
          .resideInAPackage("..classifier.training..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("org.springframework..");
}
