package io.weir.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** How redaction is divided. */
@AnalyzeClasses(packages = "io.weir.enrich", importOptions = ImportOption.DoNotIncludeTests.class)
class RedactionLayeringTest {
  private static final int MAX_PARAMETERS = 4;

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
          .resideInAPackage("io.weir.enrich.redact..")
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
