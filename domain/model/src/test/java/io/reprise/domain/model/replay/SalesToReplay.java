package io.reprise.domain.model.replay;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two sales that are over, the evidence of their decisions, and models that answer as they did; all may be damaged. */
abstract class SalesToReplay {

    final Map<CampaignId, List<CampaignEvent>> histories = new LinkedHashMap<>();
    final Map<String, byte[]> evidence = new HashMap<>();
    final Map<String, Tensor> answers = new HashMap<>();
    final ReplayProgress progress = new ReplayProgress();
    Optional<RuntimeException> modelFails = Optional.empty();
    Optional<Throwable> logFails = Optional.empty();

    SalesToReplay() {
        for (SampleSale sale : List.of(SampleHistory.closedSale(), SampleHistory.stoppedSale())) {
            histories.put(sale.events().getFirst().campaignId(), new ArrayList<>(sale.events()));
            sale.evidence().forEach((digest, tensor) -> evidence.put(digest, tensor.toBytes()));
            for (CampaignEvent event : sale.events()) {
                if (event instanceof ForecastRecorded recorded) {
                    answers(recorded.forecast().call(), sale.evidence());
                } else if (event instanceof DecisionTaken taken) {
                    taken.decision().evidence().forEach(source -> answers(source.call(), sale.evidence()));
                }
            }
        }
    }

    private void answers(ModelCall call, Map<String, Tensor> tensors) {
        answers.put(call.artifactSha256() + call.inputSha256(), tensors.get(call.outputSha256()));
    }

    final ReplayReport replay(ReplayScope scope) {
        Campaigns campaigns = new Campaigns() {
            @Override
            public Campaign load(CampaignId id) {
                throw new UnsupportedOperationException("a replay takes events");
            }

            @Override
            public List<CampaignEvent> history(CampaignId id) {
                if (logFails.isPresent() && logFails.get() instanceof Error error) {
                    throw error;
                }
                logFails.ifPresent(failure -> {
                    throw (RuntimeException) failure;
                });
                return histories.getOrDefault(id, List.of());
            }

            @Override
            public List<CampaignId> all() {
                return List.copyOf(histories.keySet());
            }

            @Override
            public List<CampaignId> open() {
                return List.of();
            }
        };
        EvidenceStore store = new EvidenceStore() {
            @Override
            public String put(byte[] content) {
                throw new UnsupportedOperationException("a replay records nothing");
            }

            @Override
            public Optional<byte[]> get(String sha256) {
                return Optional.ofNullable(evidence.get(sha256));
            }
        };
        ModelRunner models = new ModelRunner() {
            @Override
            public Tensor run(String artifactSha256, Tensor input) {
                modelFails.ifPresent(failure -> {
                    throw failure;
                });
                Tensor answer = answers.get(artifactSha256 + input.sha256());
                if (answer == null) {
                    throw new ModelUnavailable("there is no artifact " + artifactSha256);
                }
                return answer;
            }

            @Override
            public String device() {
                return "cpu";
            }
        };
        return new ReplayRun(campaigns, store, models, progress).run(scope, 3);
    }

    static ReplayScope one(CampaignId campaign, Optional<DecisionId> decision) {
        return new ReplayScope(Optional.of(campaign), decision, true);
    }

    final DecisionRecord decision(CampaignId campaign, DecisionKind kind) {
        return histories.get(campaign).stream()
                .filter(DecisionTaken.class::isInstance)
                .map(event -> ((DecisionTaken) event).decision())
                .filter(decision -> decision.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
