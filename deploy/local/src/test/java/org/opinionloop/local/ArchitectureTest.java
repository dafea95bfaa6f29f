package org.opinionloop.local;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.opinionloop.contracts.contact.ContactOpener;
import org.opinionloop.local.topics.TopicPlan;

@AnalyzeClasses(packages = "org.opinionloop", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** The launcher runs the services; what is inside them is none of its business. */
  @ArchTest
  static final ArchRule ONLY_THE_APPLICATIONS_OF_THE_SERVICES_ARE_KNOWN =
      noClasses()
          .that()
          .resideInAPackage("org.opinionloop.local..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.opinionloop.kit..",
              "org.opinionloop.intake.*..",
              "org.opinionloop.classifier.*..",
              "org.opinionloop.reply.*..",
              "org.opinionloop.reporting.*..");

  @ArchTest
  static final ArchRule NO_SERVICE_KNOWS_ANOTHER =
      slices()
          .matching("org.opinionloop.(intake|classifier|reply|reporting|local)..")
          .namingSlices("$1")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(resideInAPackage("org.opinionloop.local.."), alwaysTrue());

  /** Others may seal contact details; only who delivers letters knows how to open them. */
  @ArchTest
  static final ArchRule CONTACT_DETAILS_ARE_OPENED_BY_REPLY_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.opinionloop.reply.delivery..", "org.opinionloop.contracts.contact..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ContactOpener.class);

  @ArchTest
  static final ArchRule WHAT_TO_DO_WITH_TOPICS_IS_DECIDED_WITHOUT_KAFKA =
      classes()
          .that()
          .belongToAnyOf(TopicPlan.class)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "org.opinionloop.local.topics");
}
