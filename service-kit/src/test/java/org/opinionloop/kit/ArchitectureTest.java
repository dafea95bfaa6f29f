package org.opinionloop.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.opinionloop", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theKitKnowsNoService =
      noClasses()
          .that()
          .resideInAPackage("org.opinionloop.kit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.opinionloop.intake..",
              "org.opinionloop.classifier..",
              "org.opinionloop.reply..",
              "org.opinionloop.reporting..",
              "org.opinionloop.local..");

  @ArchTest
  static final ArchRule roomsDoNotGoInCircles =
      slices().matching("org.opinionloop.kit.(*)..").should().beFreeOfCycles();

  /** A record's headers and dead letters mean the same wherever they are written. */
  @ArchTest
  static final ArchRule eventsKnowNoSpring =
      classes()
          .that()
          .resideInAnyPackage("..kit.event..", "..kit.streams..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.slf4j..",
              "org.apache.kafka..",
              "org.rocksdb..",
              "io.micrometer..",
              "org.opinionloop.contracts..",
              "org.opinionloop.kit.event..",
              "org.opinionloop.kit.streams..",
              "org.opinionloop.kit.trace..");

  /** The intake service has neither on its class path. */
  @ArchTest
  static final ArchRule onlyStreamsKnowsKafkaStreamsAndOnlyBatchKnowsTheBinder =
      noClasses()
          .that()
          .resideOutsideOfPackages("..kit.streams..", "..kit.batch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka.streams..",
              "org.springframework.kafka..",
              "org.springframework.cloud..");
}
