package io.weir.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.stream.Collectors;

/** How redaction is divided: one public package, and packages that only this one uses. */
@AnalyzeClasses(packages = "io.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class RedactionLayeringTest {
  private static final String FACE = "io.weir.enrich.redact";
  private static final int MAX_FILES = 30;
  private static final int MAX_PARAMETERS = 4;

  @ArchTest
  static final ArchRule onlyTheFaceIsUsedFromOutside =
      classes()
          .that()
          .resideInAPackage(FACE + ".*..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage(FACE + "..");

  /**
   * Values are found by key, form or number, each apart from the others. Statements, what lines say
   * of later ones, and the search for values that were hidden rely on keys, which know none of
   * them.
   */
  @ArchTest
  static final ArchRule importsGoInOneDirection =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(FACE + "..")
          .layer("face")
          .definedBy(FACE)
          .layer("search")
          .definedBy(FACE + ".search")
          .layer("line")
          .definedBy(FACE + ".line")
          .layer("sql")
          .definedBy(FACE + ".sql")
          .layer("key")
          .definedBy(FACE + ".key")
          .layer("token")
          .definedBy(FACE + ".token")
          .layer("number")
          .definedBy(FACE + ".number")
          .layer("scan")
          .definedBy(FACE + ".scan")
          .whereLayer("face")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("search")
          .mayOnlyBeAccessedByLayers("face")
          .whereLayer("line")
          .mayOnlyBeAccessedByLayers("face")
          .whereLayer("sql")
          .mayOnlyBeAccessedByLayers("face", "line")
          .whereLayer("key")
          .mayOnlyBeAccessedByLayers("face", "search", "line", "sql")
          .whereLayer("token")
          .mayOnlyBeAccessedByLayers("face")
          .whereLayer("number")
          .mayOnlyBeAccessedByLayers("face")
          .ensureAllClassesAreContainedInArchitectureIgnoring(
              DescribedPredicate.describe(
                  "outside of redaction", type -> !type.getPackageName().startsWith(FACE)));

  @ArchTest
  static void noPackageIsLarge(JavaClasses types) {
    Map<String, Long> files =
        types.stream()
            .filter(type -> type.getPackageName().startsWith(FACE) && type.isTopLevelClass())
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(files).hasSize(8);
    assertThat(files.values()).allMatch(count -> count <= MAX_FILES);
  }

  /** Made by the compiler for a lambda, with a parameter for each variable around it. */
  private static final DescribedPredicate<JavaMethod> WRITTEN =
      DescribedPredicate.describe(
          "are written by people",
          method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC));

  @ArchTest
  static final ArchRule noMethodHasManyParameters =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage(FACE + "..")
          .and(WRITTEN)
          .should(haveFewParameters());

  private static ArchCondition<JavaMethod> haveFewParameters() {
    return new ArchCondition<>("have at most " + MAX_PARAMETERS + " parameters") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        int count = method.getRawParameterTypes().size();
        if (count > MAX_PARAMETERS) {
          events.add(
              SimpleConditionEvent.violated(
                  method, method.getFullName() + " has " + count + " parameters"));
        }
      }
    };
  }
}
