package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What models said, as a policy sees it: each answer under the role it plays, for example {@code demand}.
 *
 * <p>An event keeps only the {@link Source}s; the tensors lie in the evidence store under the digest in the call.
 */
public record Evidence(List<Exhibit> exhibits) {

    public static final Evidence NONE = new Evidence(List.of());

    public Evidence {
        exhibits = List.copyOf(exhibits);
        Set<String> roles = new HashSet<>();
        for (Exhibit exhibit : exhibits) {
            if (!(roles.add(exhibit.role()))) {
                throw new InvalidValue("evidence." + exhibit.role(), "is there twice");
            }
        }
    }

    /** A model's answer with its provenance. */
    public record Exhibit(String role, ModelCall call, Tensor output) {
        public Exhibit {
            String digest = output.sha256();
            if (!(digest.equals(call.outputSha256()))) {
                throw new InvalidValue(
                        "evidence." + role,
                        "has digest " + digest + ", but the model call recorded " + call.outputSha256());
            }
        }
    }

    /** What the event keeps of an exhibit. */
    public record Source(String role, ModelCall call) {}

    public Tensor tensor(String role) {
        return find(role).orElseThrow(() -> new InvalidValue("evidence." + role, "is missing"));
    }

    /** Empty where nobody was asked. */
    Optional<Tensor> find(String role) {
        return exhibits.stream()
                .filter(exhibit -> exhibit.role().equals(role))
                .map(Exhibit::output)
                .findFirst();
    }

    public List<Source> sources() {
        return exhibits.stream().map(e -> new Source(e.role(), e.call())).toList();
    }
}
