package dev.tokenprotection.core;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;

/** What the decisions may know, and which of them may know which. */
@AnalyzeClasses(
    packages = "dev.tokenprotection.core",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule the_core_knows_only_java =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAPackage("java..").or(resideInAPackage("dev.tokenprotection.core..")));

  /** {@code java.net.URI} is a value; nothing else of the package is. */
  @ArchTest
  static final ArchRule the_core_reads_and_writes_nothing =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.io..")
                  .or(resideInAPackage("java.nio.file.."))
                  .or(resideInAPackage("java.nio.channels.."))
                  .or(resideInAPackage("java.net.."))
                  .or(resideInAPackage("java.sql.."))
                  .or(resideInAPackage("java.util.logging.."))
                  .and(name("java.net.URI").negate()));

  @ArchTest
  static final ArchRule the_core_has_no_clock =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(InstantSource.class)
          .orShould()
          .callMethodWhere(target(name("now")).and(targetOwner(resideInAPackage("java.time.."))))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class);

  @ArchTest
  static final ArchRule packages_depend_in_one_direction =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.tokenprotection.core..")
          .withOptionalLayers(true)
          .layer("model")
          .definedBy("..core.model..")
          .layer("desired")
          .definedBy("..core.desired..")
          .layer("plan")
          .definedBy("..core.plan..")
          .layer("drift")
          .definedBy("..core.drift..")
          .layer("guard")
          .definedBy("..core.guard..")
          .layer("preflight")
          .definedBy("..core.preflight..")
          .layer("evidence")
          .definedBy("..core.evidence..")
          .layer("gate")
          .definedBy("..core.gate..")
          .layer("stage")
          .definedBy("..core.stage..")
          .layer("port")
          .definedBy("..core.port..")
          .whereLayer("model")
          .mayNotAccessAnyLayer()
          .whereLayer("desired")
          .mayOnlyAccessLayers("model")
          .whereLayer("plan")
          .mayOnlyAccessLayers("desired", "port", "model")
          .whereLayer("guard")
          .mayOnlyAccessLayers("drift", "plan", "desired", "port", "model")
          .whereLayer("preflight")
          .mayOnlyAccessLayers("guard", "desired", "port", "model")
          .whereLayer("drift")
          .mayOnlyAccessLayers("plan", "desired", "model")
          .whereLayer("evidence")
          .mayOnlyAccessLayers("model")
          .whereLayer("gate")
          .mayOnlyAccessLayers("evidence", "model")
          .whereLayer("stage")
          .mayOnlyAccessLayers("gate", "evidence", "plan", "desired", "model")
          .whereLayer("port")
          .mayOnlyAccessLayers("evidence", "model");

  @ArchTest
  static final ArchRule no_two_packages_need_each_other =
      slices().matching("dev.tokenprotection.core.(*)..").should().beFreeOfCycles();
}
