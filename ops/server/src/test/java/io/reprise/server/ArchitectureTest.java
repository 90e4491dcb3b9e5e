package io.reprise.server;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.reprise.checker.planted.PlantedDecider;
import io.reprise.domain.model.planted.PlantedClock;
import io.reprise.http.planted.PlantedStore;
import io.reprise.http.planted.PlantedTopic;
import io.reprise.http.planted.PlantedTyping;
import io.reprise.projections.planted.one.PlantedCycleOne;
import io.reprise.projections.planted.two.PlantedCycleTwo;
import io.reprise.workflows.planted.PlantedAggregate;
import io.reprise.workflows.planted.PlantedEngine;
import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between rooms. Each rule is shown a planted violation too, so that none holds because it looks at nothing. */
class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.reprise");

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(
                        "the core uses the JDK alone",
                        classes()
                                .that()
                                .resideInAPackage("io.reprise.domain.model..")
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage("java..", "io.reprise.domain.model.."),
                        io.reprise.domain.model.planted.PlantedLogger.class),
                rule(
                        "the core reads no clock and draws no number",
                        noClasses()
                                .that()
                                .resideInAPackage("io.reprise.domain.model..")
                                .should()
                                .callMethod(Instant.class, "now")
                                .orShould()
                                .callMethod(System.class, "currentTimeMillis")
                                .orShould()
                                .callMethod(System.class, "nanoTime")
                                .orShould()
                                .callMethod(UUID.class, "randomUUID")
                                .orShould()
                                .callMethod(Math.class, "random")
                                .orShould()
                                .dependOnClassesThat()
                                .areAssignableTo(Random.class)
                                .orShould()
                                .dependOnClassesThat()
                                .areAssignableTo(Clock.class),
                        PlantedClock.class),
                rule(
                        "Axon's aggregates are the shells' business",
                        noClasses()
                                .that()
                                .resideOutsideOfPackages("io.reprise.domain.axon..", "io.reprise.server..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "org.axonframework.modelling..", "org.axonframework.eventsourcing.."),
                        PlantedAggregate.class),
                rule(
                        "Camunda stays behind workflows",
                        noClasses()
                                .that()
                                .resideOutsideOfPackages("io.reprise.workflows", "io.reprise.server")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("org.camunda.."),
                        PlantedEngine.class),
                rule(
                        "DJL and TensorFlow stay in the ML adapters",
                        noClasses()
                                .that()
                                .resideOutsideOfPackage("io.reprise.ml..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("ai.djl..", "org.tensorflow.."),
                        io.reprise.http.planted.PlantedModel.class),
                rule(
                        "MongoDB stays in projections, server and audit",
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(
                                        "io.reprise.projections..", "io.reprise.server..", "io.reprise.audit..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("com.mongodb..", "org.bson.."),
                        PlantedStore.class),
                rule(
                        "Kafka stays where signals come in",
                        noClasses()
                                .that()
                                .resideOutsideOfPackages("io.reprise.server.kafka", "io.reprise.benchmarks..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("org.apache.kafka.."),
                        PlantedTopic.class),
                rule(
                        "the checker shares nothing with what it checks",
                        noClasses()
                                .that()
                                .resideInAPackage("io.reprise.checker..")
                                .should()
                                .dependOnClassesThat(resideInAPackage("io.reprise..")
                                        .and(resideOutsideOfPackage("io.reprise.checker.."))),
                        PlantedDecider.class),
                rule(
                        "no class is named by what is read",
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .areAssignableTo(ObjectInputStream.class)
                                .orShould()
                                .callMethodWhere(
                                        target(nameMatching("(activate|enable)DefaultTyping.*|setDefaultTyping"))),
                        PlantedTyping.class),
                rule(
                        "no cycles between packages",
                        slices().matching("io.reprise.(**)").should().beFreeOfCycles(),
                        PlantedCycleOne.class,
                        PlantedCycleTwo.class));
    }

    private static Arguments rule(String name, ArchRule rule, Class<?>... planted) {
        return Arguments.of(name, rule, planted);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void ruleHoldsAndCanFail(String name, ArchRule rule, Class<?>[] planted) {
        rule.check(OURS);
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(planted)).hasViolation())
                .as("the planted violation of '%s' is found", name)
                .isTrue();
    }
}
