package io.reprise.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.DataImports;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.ModelAttributions;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.port.NextItems;
import io.reprise.domain.model.port.Noise;
import io.reprise.domain.model.port.PlanSolver;
import io.reprise.domain.model.port.PurchasePredictor;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.port.SequenceExplanations;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.registry.ModelRelease.AwaitingApproval;
import io.reprise.domain.model.registry.ModelRelease.Shadow;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.http.ImportDesk;
import io.reprise.http.TrainingDesk;
import io.reprise.http.WhatIfDesk;
import io.reprise.ml.dataset.HomeImporter;
import io.reprise.ml.dataset.ImportedData;
import io.reprise.ml.explain.ShelfAttributions;
import io.reprise.ml.planning.OrToolsPlanSolver;
import io.reprise.ml.privacy.DiscreteLaplaceNoise;
import io.reprise.ml.recommend.BaselineNextItems;
import io.reprise.ml.recommend.FallbackNextItems;
import io.reprise.ml.registry.ShelfModelCards;
import io.reprise.ml.registry.ShelfSequenceExplanations;
import io.reprise.ml.remote.OpenInference;
import io.reprise.ml.serving.Breakers;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.serving.ServingLimits;
import io.reprise.ml.shadow.ShadowBench;
import io.reprise.ml.shadow.Shadowed;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import io.reprise.ml.tensorflow.TensorFlowDemandForecaster;
import io.reprise.ml.tensorflow.TensorFlowNextItems;
import io.reprise.ml.tensorflow.TensorFlowPurchasePredictor;
import io.reprise.ml.training.HomeTrainer;
import io.reprise.projections.answers.KeptWork;
import io.reprise.projections.models.ModelReleases;
import io.reprise.workflows.PlanningLimits;
import io.reprise.workflows.ShadowRecorder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

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

    /** By the rule of {@link ModelReleases#champions}. */
    private static Optional<Shelved> champion(ModelShelf shelf, ModelReleases releases, String model) {
        return releases.champion(model).flatMap(line -> shelf.find(line.artifactSha256));
    }

    /** By the rule of {@link ModelReleases#baselineFrom}; the newest where nothing was registered yet. */
    private static Optional<Shelved> baseline(ModelShelf shelf, ModelReleases releases, String model) {
        return releases.baselineFrom(model)
                .flatMap(line -> shelf.find(line.artifactSha256))
                .flatMap(release -> shelf.baselineOf(release.card()))
                .or(() -> shelf.baseline(model));
    }

    /** A champion of before may answer while the next is opened; one that was rolled back or retired answers nothing more. */
    private static Predicate<String> mayDecide(ModelReleases releases, String model) {
        return sha -> releases.champions(model).stream().anyMatch(line -> line.artifactSha256.equals(sha));
    }

    @Bean
    ModelCards modelCards(ModelShelf shelf) {
        return new ShelfModelCards(shelf);
    }

    @Bean
    SequenceExplanations sequenceExplanations(ModelShelf shelf) {
        return new ShelfSequenceExplanations(shelf);
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
    @Qualifier("served") TensorFlowDemandForecaster servedDemand(
            ModelShelf shelf, ModelServing serving, ModelReleases lines, RepriseProperties settings) {
        return new TensorFlowDemandForecaster(
                shelf,
                serving,
                () -> champion(shelf, lines, TensorFlowDemandForecaster.MODEL),
                mayDecide(lines, TensorFlowDemandForecaster.MODEL),
                settings.modelPatience());
    }

    @Bean
    @Qualifier("champion") DemandForecaster championDemand(
            @Qualifier("served") TensorFlowDemandForecaster served,
            ModelShelf shelf,
            ModelServing serving,
            Releases releases,
            ShadowBench bench,
            RepriseProperties settings) {
        return new Shadowed<DemandForecaster.DemandQuestion>(
                served::forecast,
                shadows(releases, TensorFlowDemandForecaster.MODEL),
                each(id -> new TensorFlowDemandForecaster(
                                shelf,
                                serving,
                                () -> shelf.find(id.artifactSha256()),
                                before -> true,
                                settings.modelPatience())::forecast),
                bench)::ask;
    }

    @Bean
    @Qualifier("baseline") DemandForecaster baselineDemand(ModelShelf shelf, ModelReleases lines, RepriseProperties settings) {
        return new TensorFlowDemandForecaster(
                shelf, () -> baseline(shelf, lines, TensorFlowDemandForecaster.MODEL), settings.modelPatience());
    }

    @Bean
    @Qualifier("served") TensorFlowPurchasePredictor servedPurchase(
            ModelShelf shelf, ModelServing serving, ModelReleases lines, RepriseProperties settings) {
        return new TensorFlowPurchasePredictor(
                shelf,
                serving,
                () -> champion(shelf, lines, TensorFlowPurchasePredictor.MODEL),
                mayDecide(lines, TensorFlowPurchasePredictor.MODEL),
                settings.modelPatience());
    }

    @Bean
    @Qualifier("champion") PurchasePredictor championPurchase(
            @Qualifier("served") TensorFlowPurchasePredictor served,
            ModelShelf shelf,
            ModelServing serving,
            Releases releases,
            ShadowBench bench,
            RepriseProperties settings) {
        return new Shadowed<PurchasePredictor.PurchaseQuestion>(
                served::predict,
                shadows(releases, TensorFlowPurchasePredictor.MODEL),
                each(id -> new TensorFlowPurchasePredictor(
                                shelf,
                                serving,
                                () -> shelf.find(id.artifactSha256()),
                                before -> true,
                                settings.modelPatience())::predict),
                bench)::ask;
    }

    @Bean
    @Qualifier("baseline") PurchasePredictor baselinePurchase(ModelShelf shelf, ModelReleases lines, RepriseProperties settings) {
        return new TensorFlowPurchasePredictor(
                shelf, () -> baseline(shelf, lines, TensorFlowPurchasePredictor.MODEL), settings.modelPatience());
    }

    /** Learned from the sale itself: always there. */
    @Bean
    @Qualifier("baseline") NextItems baselineNextItems(Signals signals) {
        return new BaselineNextItems(signals);
    }

    @Bean
    @Qualifier("served") TensorFlowNextItems servedNextItems(
            ModelShelf shelf,
            ModelServing serving,
            ModelReleases lines,
            @Qualifier("baseline") NextItems baseline,
            RepriseProperties settings) {
        return new TensorFlowNextItems(
                shelf,
                serving,
                () -> champion(shelf, lines, TensorFlowNextItems.MODEL),
                mayDecide(lines, TensorFlowNextItems.MODEL),
                settings.recommendationPatience(),
                baseline);
    }

    @Bean
    @Primary
    NextItems nextItems(@Qualifier("served") TensorFlowNextItems served, @Qualifier("baseline") NextItems baseline) {
        return new FallbackNextItems(served, baseline);
    }

    /** The first question of a sale does not wait for a champion that was there before. */
    @Bean
    ApplicationRunner championsOpening(
            @Qualifier("served") TensorFlowDemandForecaster demand,
            @Qualifier("served") TensorFlowPurchasePredictor purchase,
            @Qualifier("served") TensorFlowNextItems nextItems) {
        return arguments -> {
            demand.prepare();
            purchase.prepare();
            nextItems.prepare();
        };
    }

    @Bean
    PlanSolver planSolver(RepriseProperties settings) {
        return new OrToolsPlanSolver(settings.modelPatience());
    }

    @Bean
    PlanningLimits planningLimits(RepriseProperties settings) {
        return new PlanningLimits(settings.campaignsAtOnce(), settings.sharedShoppersBps());
    }

    @Bean
    ModelAttributions modelAttributions(ModelShelf shelf) {
        return new ShelfAttributions(shelf);
    }

    @Bean
    DataImports dataImports(RepriseProperties settings) {
        return new ImportedData(settings.home());
    }

    @Bean(destroyMethod = "close")
    ImportDesk importDesk(RepriseProperties settings, CampaignClock clock, MongoDatabase database, ObjectMapper json) {
        String chosen = settings.pseudonymKey();
        String key = chosen == null || chosen.isBlank() ? null : chosen;
        KeptWork kept = new KeptWork(database, "import", ImportDesk.KEPT_MAX);
        return new ImportDesk(new HomeImporter(settings.home(), key), clock, kept, json);
    }

    /** In simulated time what a new release sets off happens when time is moved next. */
    @Bean(destroyMethod = "close")
    TrainingDesk trainingDesk(
            RepriseProperties settings,
            ShelfRegistration registration,
            CampaignClock clock,
            MongoDatabase database,
            ObjectMapper json) {
        KeptWork kept = new KeptWork(database, "training", TrainingDesk.KEPT_MAX);
        return new TrainingDesk(new HomeTrainer(settings.home()), registration::registerAll, clock, kept, json);
    }

    @Bean
    WhatIfDesk whatIfDesk(
            @Qualifier("served") TensorFlowDemandForecaster served,
            @Qualifier("baseline") DemandForecaster baseline,
            ModelAttributions attributions,
            StockItems stock) {
        return new WhatIfDesk(served, baseline, attributions, stock);
    }

    @Bean
    Noise noise() {
        return new DiscreteLaplaceNoise();
    }
}
