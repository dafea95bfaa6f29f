package org.opinionloop.reply;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.opinionloop.reply",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_LETTERS_AND_THE_FILES_ARE_PURE =
      classes()
          .that()
          .resideInAnyPackage("..reply.letter..", "..reply.correspondence..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.opinionloop.contracts..",
              "org.opinionloop.reply.letter..",
              "org.opinionloop.reply.correspondence..");

  @ArchTest
  static final ArchRule LETTERS_DO_NOT_KNOW_THE_FILES =
      noClasses()
          .that()
          .resideInAPackage("..reply.letter..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..reply.correspondence..");

  @ArchTest
  static final ArchRule THE_SERVICE_KNOWS_ONLY_CONTRACTS_AND_THE_KIT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.opinionloop.intake..",
              "org.opinionloop.classifier..",
              "org.opinionloop.reporting..",
              "org.opinionloop.local..");

  @ArchTest
  static final ArchRule CONTACT_DETAILS_ARE_READ_WHERE_LETTERS_ARE_DELIVERED =
      noClasses()
          .that()
          .resideOutsideOfPackage("..reply.delivery..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.opinionloop.contracts.contact..");
}
