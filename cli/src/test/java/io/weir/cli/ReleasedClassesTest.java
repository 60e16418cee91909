package io.weir.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What is released: the classes of Weir on the class path of the command line. */
@AnalyzeClasses(packages = "io.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class ReleasedClassesTest {
  /** Demo, chaos, worst-case input and servers are tools of a checkout, in modules of their own. */
  @ArchTest
  static final ArchRule onlyTheFourModulesAreReleased =
      classes()
          .should()
          .resideInAnyPackage(
              "io.weir.ingest..", "io.weir.enrich..", "io.weir.sinks..", "io.weir.cli..");

  @ArchTest
  static final ArchRule nothingReleasedIsOfTheDemo =
      classes().should().haveNameNotMatching("(?i).*(demo|chaos|hostile|worstcase).*");
}
