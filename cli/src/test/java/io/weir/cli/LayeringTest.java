package io.weir.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;

/** Who may know whom: bytes become events, events become incidents, and stores come last. */
@AnalyzeClasses(packages = "io.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {
  private static final String KAFKA = "org.apache.kafka..";
  private static final String[] ELASTICSEARCH = {"org.elasticsearch..", "co.elastic.."};

  @ArchTest
  static final ArchRule ingestKnowsNoLaterStage =
      noClasses()
          .that()
          .resideInAPackage("io.weir.ingest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.weir.enrich..", "io.weir.sinks..", "io.weir.cli..");

  @ArchTest
  static final ArchRule ingestKnowsNoBrokerAndNoStore =
      noClasses()
          .that()
          .resideInAPackage("io.weir.ingest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KAFKA, ELASTICSEARCH[0], ELASTICSEARCH[1]);

  @ArchTest
  static final ArchRule enrichKnowsNoSinkAndNoStore =
      noClasses()
          .that()
          .resideInAPackage("io.weir.enrich..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.weir.sinks..", ELASTICSEARCH[0], ELASTICSEARCH[1]);

  @ArchTest
  static final ArchRule sinksKnowTheEventAndTheWireOnly =
      noClasses()
          .that()
          .resideInAPackage("io.weir.sinks..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.weir.enrich..",
              "io.weir.ingest.parse..",
              "io.weir.ingest.assemble..",
              "io.weir.ingest.yaml..");

  /** What goes into and comes out of a parser is a value of its face as well. */
  @ArchTest
  static final ArchRule theRoomsOfParseAreUsedByParseAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.weir.ingest.parse..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.weir.ingest.parse.*..")
                  .and(
                      not(belongToAnyOf(ParsedLine.class, LogSource.class, MultilineState.class))));

  /** Each store's package can be read, and taken out, by itself; all reach their store alike. */
  @ArchTest
  static final ArchRule noSinkKnowsAnother =
      slices()
          .matching("io.weir.sinks.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage("io.weir.sinks.http"));

  /** But the tools of a checkout, which are in no released jar. */
  @ArchTest
  static final ArchRule nothingKnowsTheCommandLine =
      classes()
          .that()
          .resideInAPackage("io.weir.cli..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage("io.weir.cli..");

  /** What is drawn knows nothing of what was asked, and nobody asks in order to draw. */
  @ArchTest
  static final ArchRule aReportIsAskedThenCheckedThenWritten =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("command")
          .definedBy("io.weir.cli.report")
          .layer("section")
          .definedBy("io.weir.cli.report.section")
          .layer("page")
          .definedBy("io.weir.cli.report.page")
          .layer("ledger")
          .definedBy("io.weir.cli.report.ledger")
          .layer("question")
          .definedBy("io.weir.cli.report.question")
          .whereLayer("command")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("section")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("page")
          .mayOnlyBeAccessedByLayers("command", "section")
          .whereLayer("ledger")
          .mayOnlyBeAccessedByLayers("command", "section")
          .whereLayer("question")
          .mayOnlyBeAccessedByLayers("command", "section", "ledger");

  @ArchTest
  static final ArchRule noPackagesKnowEachOther =
      slices().matching("io.weir.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whatIsPureKnowsNoBrokerNoLogAndNoMetric =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.weir.ingest.parse..",
              "io.weir.enrich.redact..",
              "io.weir.enrich.sigma..",
              "io.weir.enrich.correlate..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KAFKA, "org.slf4j..", "io.micrometer..");

  /** So that the page of metrics, which is made of the families, misses none. */
  @ArchTest
  static final ArchRule metersAreMadeByFamilies =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.weir.ingest.meter..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("io[.]micrometer[.]core[.]instrument[.].*[$]Builder")
          .orShould()
          .callMethodWhere(
              target(owner(assignableTo(MeterRegistry.class)))
                  .and(target(nameMatching("counter|gauge.*|timer|summary"))));

  /** A name that comes from a record would be asked of a name server, which takes its time. */
  @ArchTest
  static final ArchRule noStageResolvesNames =
      noClasses()
          .that()
          .resideInAnyPackage("io.weir.ingest..", "io.weir.enrich..", "io.weir.sinks..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.InetAddress")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.InetSocketAddress");
}
