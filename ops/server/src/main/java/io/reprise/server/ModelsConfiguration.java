package io.reprise.server;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.ModelAttributions;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.port.Noise;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.port.PurchasePredictor;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.ModelRelease.AwaitingApproval;
import io.reprise.domain.model.registry.ModelRelease.Shadow;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.ml.dataset.ImportCommand;
import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.explain.ShelfAttributions;
import io.reprise.ml.privacy.DiscreteLaplaceNoise;
import io.reprise.ml.registry.ShelfModelCards;
import io.reprise.ml.shadow.ShadowBench;
import io.reprise.ml.shadow.ShadowedDemandForecaster;
import io.reprise.ml.shadow.ShadowedPurchasePredictor;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import io.reprise.ml.tensorflow.TensorFlowDemandForecaster;
import io.reprise.ml.tensorflow.TensorFlowPurchasePredictor;
import io.reprise.projections.models.ModelReleases;
import io.reprise.workflows.ShadowRecorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which models answer: the champions people promoted, and the baselines behind them. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {

    @Bean(destroyMethod = "close")
    ModelShelf modelShelf(RepriseProperties settings) {
        return new ModelShelf(settings.home());
    }

    /** By the rule of {@link ModelReleases#champions}. */
    private static Optional<Shelved> champion(ModelShelf shelf, ModelReleases releases, String model) {
        return releases.champion(model).flatMap(line -> shelf.find(line.artifactSha256));
    }

    @Bean
    ModelCards modelCards(ModelShelf shelf) {
        return new ShelfModelCards(shelf);
    }

    @Bean(destroyMethod = "close")
    ShadowBench shadowBench(ShadowRecorder recorder) {
        return new ShadowBench(recorder::record);
    }

    private static Supplier<List<ModelReleaseId>> shadows(Releases releases, String model) {
        return () -> releases.all().stream()
                .filter(id -> id.model().equals(model)
                        && (releases.load(id) instanceof Shadow || releases.load(id) instanceof AwaitingApproval))
                .toList();
    }

    /** One forecaster for each shadow, made when it is first asked. */
    private static <T> Function<ModelReleaseId, T> each(Function<ModelReleaseId, T> make) {
        Map<ModelReleaseId, T> made = new ConcurrentHashMap<>();
        return id -> made.computeIfAbsent(id, make);
    }

    @Bean
    @Qualifier("champion") DemandForecaster championDemand(
            ModelShelf shelf, ModelReleases lines, Releases releases, ShadowBench bench, RepriseProperties settings) {
        String model = TensorFlowDemandForecaster.MODEL;
        return new ShadowedDemandForecaster(
                new TensorFlowDemandForecaster(shelf, () -> champion(shelf, lines, model), settings.modelPatience()),
                shadows(releases, model),
                each(id -> new TensorFlowDemandForecaster(
                        shelf, () -> shelf.find(id.artifactSha256()), settings.modelPatience())),
                bench);
    }

    @Bean
    @Qualifier("baseline") DemandForecaster baselineDemand(ModelShelf shelf, RepriseProperties settings) {
        return new TensorFlowDemandForecaster(
                shelf, () -> shelf.baseline(TensorFlowDemandForecaster.MODEL), settings.modelPatience());
    }

    @Bean
    @Qualifier("champion") PurchasePredictor championPurchase(
            ModelShelf shelf, ModelReleases lines, Releases releases, ShadowBench bench, RepriseProperties settings) {
        String model = TensorFlowPurchasePredictor.MODEL;
        return new ShadowedPurchasePredictor(
                new TensorFlowPurchasePredictor(shelf, () -> champion(shelf, lines, model), settings.modelPatience()),
                shadows(releases, model),
                each(id -> new TensorFlowPurchasePredictor(
                        shelf, () -> shelf.find(id.artifactSha256()), settings.modelPatience())),
                bench);
    }

    @Bean
    @Qualifier("baseline") PurchasePredictor baselinePurchase(ModelShelf shelf, RepriseProperties settings) {
        return new TensorFlowPurchasePredictor(
                shelf, () -> shelf.baseline(TensorFlowPurchasePredictor.MODEL), settings.modelPatience());
    }

    @Bean
    ModelAttributions modelAttributions(ModelShelf shelf) {
        return new ShelfAttributions(shelf);
    }

    @Bean
    Noise noise() {
        return new DiscreteLaplaceNoise();
    }

    @Bean
    Pseudonyms pseudonyms(RepriseProperties settings) throws IOException {
        String chosen = settings.pseudonymKey();
        byte[] key = chosen == null || chosen.isBlank()
                ? ImportCommand.key(settings.home())
                : chosen.getBytes(StandardCharsets.UTF_8);
        Function<String, Pseudonym> pseudonyms = RetailData.pseudonyms(key);
        return pseudonyms::apply;
    }
}
