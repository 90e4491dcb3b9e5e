package io.reprise.domain.model.counterfactual;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleSale;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A sale that is closed, with what shoppers did, what models said, and another model beside them. */
abstract class SaleToReconsider {

    final SampleSale sale = SampleHistory.closedSale();
    final SaleSignals seen = new SaleSignals();

    SaleToReconsider() {
        sale.log().stream().filter(AudienceEvent.class::isInstance).forEach(event -> seen.on((AudienceEvent) event));
    }

    final EvidenceStore evidence = new EvidenceStore() {
        @Override
        public String put(byte[] content) {
            throw new UnsupportedOperationException("a counterfactual records nothing");
        }

        @Override
        public Optional<byte[]> get(String sha256) {
            return Optional.ofNullable(sale.evidence().get(sha256)).map(Tensor::toBytes);
        }
    };

    /** Says twice of what the others say. */
    final ModelRunner twice = new ModelRunner() {
        @Override
        public Tensor run(String artifactSha256, Tensor input) {
            Tensor said = sale.events().stream()
                    .filter(DecisionTaken.class::isInstance)
                    .flatMap(e -> ((DecisionTaken) e).decision().evidence().stream())
                    .filter(s -> s.call().inputSha256().equals(input.sha256()))
                    .map(s -> sale.evidence().get(s.call().outputSha256()))
                    .findFirst()
                    .orElseThrow();
            float[] values = said.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] *= 2;
            }
            return new Tensor(said.rows(), said.columns(), values);
        }

        @Override
        public String device() {
            return "cpu";
        }
    };

    static Counterfactual policy(DecisionKind kind, String policy) {
        return new Counterfactual(new TreeMap<>(Map.of(kind, PolicyRef.parse(policy))), null, null);
    }

    final List<DecisionRecord> adjustments() {
        return sale.events().stream()
                .filter(DecisionTaken.class::isInstance)
                .map(e -> ((DecisionTaken) e).decision())
                .filter(d -> d.kind() == DecisionKind.ADJUSTMENT)
                .toList();
    }
}
