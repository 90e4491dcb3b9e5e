package io.reprise.ml.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.ItemAction;
import io.reprise.domain.model.audience.PriorSpend;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.audience.Signal.Action;
import io.reprise.domain.model.port.NextItems.NextQuestion;
import io.reprise.domain.model.port.NextItems.NextShares;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.recommendation.ItemNames;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BaselineNextItemsTest {

    private static final Instant NOW = Instant.parse("2026-11-10T20:00:00Z");
    private static final CampaignId SALE = new CampaignId("sale");
    private static final Sku TEA = new Sku("TEA");
    private static final Sku CUP = new Sku("CUP");
    private static final Sku POPULAR = new Sku("POPULAR");
    private static final Sku NEW = new Sku("NEW");
    private static final ItemNames NAMES = ItemNames.of(
            Map.of(TEA, "green tea leaves", CUP, "porcelain cup", POPULAR, "phone charger", NEW, "black tea leaves"));

    private final List<Signal> signals = new ArrayList<>();
    private final BaselineNextItems baseline = new BaselineNextItems(new Signals() {
        @Override
        public int receive(CampaignId campaign, int holdOutBps, List<Signal> batch, Instant at) {
            throw new UnsupportedOperationException("only reads");
        }

        @Override
        public void enrol(CampaignId campaign, int holdOutBps, List<Pseudonym> shoppers, Instant at) {
            throw new UnsupportedOperationException("only reads");
        }

        @Override
        public int recordPriorSpend(CampaignId campaign, int holdOutBps, List<PriorSpend> shoppers, Instant at) {
            throw new UnsupportedOperationException("only reads");
        }

        @Override
        public <T> T read(CampaignId campaign, Function<SaleSignals, T> question) {
            SaleSignals all = new SaleSignals();
            all.on(new SignalsReceived(campaign, 0, signals, NOW));
            return question.apply(all);
        }
    });

    private void shoppers(int count, Sku... viewed) {
        for (int i = 0; i < count; i++) {
            Pseudonym shopper = new Pseudonym("p" + signals.size());
            for (Sku sku : viewed) {
                signals.add(new Signal("s" + signals.size(), NOW, shopper, Action.VIEW, sku, 0, 100));
            }
        }
    }

    private Map<Sku, Double> shares(Sku... viewed) {
        List<ItemAction> actions = Arrays.stream(viewed)
                .map(sku -> new ItemAction(sku, Action.VIEW, NOW))
                .toList();
        List<Sku> candidates = List.of(CUP, POPULAR, NEW);
        NextShares answer = baseline.next(new NextQuestion(SALE, actions, candidates, NAMES, NOW));
        assertThat(answer.shares().stream().mapToDouble(d -> d).sum()).isCloseTo(1, within(1e-5));
        assertThat(answer.shares()).allMatch(share -> share > 0);
        assertThat(answer.call().fallbackReason()).isEmpty();
        return Map.of(
                CUP,
                answer.shares().get(0),
                POPULAR,
                answer.shares().get(1),
                NEW,
                answer.shares().get(2));
    }

    @Test
    void whatOthersTookWithItFitsBetterThanWhatIsPopular() {
        shoppers(30, TEA, CUP);
        shoppers(400, POPULAR);

        assertThat(shares(TEA).get(CUP)).isGreaterThan(shares(TEA).get(POPULAR));
        assertThat(shares().get(POPULAR)).isGreaterThan(0.9);
    }

    @Test
    void whatNobodyTouchedYetIsFoundByItsName() {
        shoppers(50, POPULAR);
        shoppers(50, CUP);

        assertThat(shares(TEA).get(NEW)).isGreaterThan(0.5);
        assertThat(shares(POPULAR).get(NEW)).isLessThan(0.1);
    }

    @Test
    void oneShopperWhoTookTwoThingsSaysLittle() {
        shoppers(1, TEA, POPULAR);
        shoppers(30, TEA, CUP);
        shoppers(30, TEA);

        assertThat(shares(TEA).get(POPULAR)).isLessThan(shares(TEA).get(CUP) / 5);
    }

    @Test
    void aSaleInWhichNothingHappenedYetSharesEvenly() {
        assertThat(shares().values()).allSatisfy(share -> assertThat(share).isCloseTo(1 / 3.0, within(1e-6)));
    }
}
