package io.reprise.domain.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.replay.PolicyReplay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decisions that every version of every policy once took, kept as they were recorded and never edited: each is taken again,
 * so a policy that was changed, or taken away, does not build.
 */
class RecordedPoliciesTest {

    private static final Path FOLDER = Path.of("src/test/resources/recorded-policies");

    static List<PolicyRef> policies() {
        return Policies.all();
    }

    static Stream<Path> files() throws IOException {
        return Files.list(FOLDER)
                .filter(file -> file.toString().endsWith(".ndjson.gz"))
                .sorted();
    }

    private static Path file(PolicyRef policy) {
        return FOLDER.resolve(policy.name() + "." + policy.version() + ".ndjson.gz");
    }

    private static RecordedDecisions read(Path file) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return RecordedDecisions.read(in);
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void everyVersionOfEveryPolicyHasDecisionsItOnceTook(PolicyRef policy) {
        assertThat(file(policy))
                .as(
                        "let %1$s decide in some sale, then: ops/run audit record %1$s domain/axon/%2$s",
                        policy, file(policy))
                .exists();
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatWasDecidedThenIsDecidedAgainToTheBit(Path file) throws IOException {
        RecordedDecisions recorded = read(file);
        assertThat(recorded.decisions()).isNotEmpty().allSatisfy(decision -> {
            assertThat(file(decision.policy())).isEqualTo(file);
            assertThat(new PolicyReplay(recorded.evidence()).differences(decision))
                    .as("%s is another than it was: add a version, and leave the old one as it is", decision.policy())
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void aPolicyThatDecidedOtherwiseWouldBeFound(Path file) throws IOException {
        RecordedDecisions recorded = read(file);
        DecisionRecord decision = recorded.decisions().getFirst();
        List<Alternative> others = new ArrayList<>(decision.alternatives());
        others.add(Alternative.weighed("planted", 1, "cents", false));
        DecisionRecord planted = new DecisionRecord(
                decision.id(),
                decision.campaign(),
                decision.kind(),
                decision.policy(),
                decision.parameters(),
                decision.seed(),
                decision.inputs(),
                decision.evidence(),
                decision.outcome(),
                others,
                decision.explanation(),
                decision.actor(),
                decision.at());
        assertThat(new PolicyReplay(recorded.evidence()).differences(planted))
                .singleElement()
                .satisfies(found -> assertThat(found.path()).startsWith("alternatives["));
    }
}
