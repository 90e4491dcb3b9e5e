package io.reprise.server;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.ModelAttributions;
import io.reprise.domain.model.port.Noise;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.port.PurchasePredictor;
import io.reprise.ml.dataset.ImportCommand;
import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.explain.ShelfAttributions;
import io.reprise.ml.privacy.DiscreteLaplaceNoise;
import io.reprise.ml.remote.OpenInference;
import io.reprise.ml.serving.Breakers;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.serving.ServingLimits;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import io.reprise.ml.tensorflow.TensorFlowDemandForecaster;
import io.reprise.ml.tensorflow.TensorFlowPurchasePredictor;
import io.reprise.projections.models.ModelReleases;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which models answer: the champions people promoted, and the baselines behind them. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {

    @Bean(destroyMethod = "close")
    ModelShelf modelShelf(RepriseProperties settings) {
        return new ModelShelf(settings.home(), settings.home().resolve("models"), settings.modelsDevice());
    }

    @Bean(destroyMethod = "close")
    ModelServing modelServing(ModelShelf shelf, RepriseProperties settings) {
        return settings.runsModels()
                ? shelf.serving()
                : new ModelServing(
                        new OpenInference(URI.create(settings.modelsUrl()), settings.modelPatience()),
                        ServingLimits.usual(),
                        Breakers.usual());
    }

    private static Optional<Shelved> champion(ModelShelf shelf, ModelReleases releases, String model) {
        return releases.all().stream()
                .filter(line -> line.model.equals(model) && line.stage.equals("champion"))
                .max(Comparator.comparing(line -> line.changedAt))
                .flatMap(line -> shelf.find(line.artifactSha256));
    }

    @Bean
    @Qualifier("champion") TensorFlowDemandForecaster championDemand(
            ModelShelf shelf, ModelServing serving, ModelReleases releases, RepriseProperties settings) {
        return new TensorFlowDemandForecaster(
                shelf,
                serving,
                () -> champion(shelf, releases, TensorFlowDemandForecaster.MODEL),
                settings.modelPatience());
    }

    @Bean
    @Qualifier("baseline") DemandForecaster baselineDemand(ModelShelf shelf, RepriseProperties settings) {
        return new TensorFlowDemandForecaster(
                shelf, () -> shelf.baseline(TensorFlowDemandForecaster.MODEL), settings.modelPatience());
    }

    @Bean
    @Qualifier("champion") TensorFlowPurchasePredictor championPurchase(
            ModelShelf shelf, ModelServing serving, ModelReleases releases, RepriseProperties settings) {
        return new TensorFlowPurchasePredictor(
                shelf,
                serving,
                () -> champion(shelf, releases, TensorFlowPurchasePredictor.MODEL),
                settings.modelPatience());
    }

    @Bean
    @Qualifier("baseline") PurchasePredictor baselinePurchase(ModelShelf shelf, RepriseProperties settings) {
        return new TensorFlowPurchasePredictor(
                shelf, () -> shelf.baseline(TensorFlowPurchasePredictor.MODEL), settings.modelPatience());
    }

    /** The first question of a sale does not wait for a champion that was there before. */
    @Bean
    ApplicationRunner championsOpening(
            @Qualifier("champion") TensorFlowDemandForecaster demand,
            @Qualifier("champion") TensorFlowPurchasePredictor purchase) {
        return arguments -> {
            demand.prepare();
            purchase.prepare();
        };
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
