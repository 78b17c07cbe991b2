package io.weir;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Externalizable;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

/**
 * The dependency law: the core knows the JDK, JSpecify and itself; only wire sees generated Avro classes and only yaml the
 * parser of YAML; no cycles.
 */
class ArchitectureTest {

    private static final String[] CORE = {
        "io.weir.statistics..",
        "io.weir.transaction..",
        "io.weir.feature..",
        "io.weir.model..",
        "io.weir.baserate..",
        "io.weir.decision..",
        "io.weir.evaluation..",
        "io.weir.simulation.."
    };

    private static final JavaClasses WEIR = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("io.weir");

    @Test
    void core_imports_only_jdk_jspecify_and_core() {
        check(classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(concat(CORE, "java..", "org.jspecify.annotations..")));
    }

    @Test
    void core_has_no_clock_environment_or_unseeded_randomness() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callConstructor(java.util.SplittableRandom.class));
    }

    @Test
    void core_packages_depend_downwards_only() {
        check(noClasses()
                .that(resideInAPackage("io.weir.statistics.."))
                .should()
                .dependOnClassesThat(resideOutsideOfPackages("io.weir.statistics..", "java..", "org.jspecify..")));
        check(noClasses()
                .that(resideInAPackage("io.weir.transaction.."))
                .should()
                .dependOnClassesThat(resideOutsideOfPackages("io.weir.transaction..", "java..", "org.jspecify..")));
        check(noClasses()
                .that(resideInAPackage("io.weir.model.."))
                .should()
                .dependOnClassesThat(resideOutsideOfPackages(
                        "io.weir.model..", "io.weir.transaction..", "java..", "org.jspecify..")));
    }

    @Test
    void only_wire_sees_generated_avro_classes() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.weir.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.weir.wire.avro.."));
    }

    @Test
    void only_yaml_sees_the_yaml_parser() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.weir.yaml..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.dataformat.yaml.."));
    }

    @Test
    void nothing_uses_java_serialization() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        ObjectInputStream.class,
                        ObjectOutputStream.class,
                        Externalizable.class,
                        ObjectInputFilter.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.beans..", "javax.management..", "java.rmi..", "com.esotericsoftware.."));
    }

    @Test
    void no_class_is_loaded_by_a_name_but_the_serdes_of_the_settings() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.weir.wire.SerdeClass")
                .should()
                .callMethodWhere(target(owner(assignableTo(ClassLoader.class)))
                        .and(target(nameMatching("loadClass|findClass|defineClass"))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Class.class))).and(target(nameMatching("forName")))));
    }

    @Test
    void json_and_yaml_never_choose_a_class() {
        check(noClasses()
                .should()
                .callMethodWhere(target(nameMatching("(activate|enable)DefaultTyping.*|setDefaultTyping"))));
        check(noClasses().should().dependOnClassesThat().resideInAPackage("org.yaml.snakeyaml.."));
    }

    @Test
    void only_the_trainer_reaches_native_training_code() {
        check(noClasses()
                .that()
                .haveNameNotMatching("io\\.weir\\.training\\.BoostedTreesTrainer.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ml.dmlc.."));
    }

    @Test
    void packages_have_no_cycles() {
        check(slices().matching("io.weir.(*)..").should().beFreeOfCycles());
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(WEIR);
    }

    private static String[] concat(String[] head, String... tail) {
        String[] all = java.util.Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
