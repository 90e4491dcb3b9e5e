package io.reprise.benchmarks.uplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.benchmarks.uplift.Contender.Sight;
import io.reprise.checker.LogChecker;
import io.reprise.market.Calibration;
import io.reprise.market.Market;
import io.reprise.market.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole campaigns in a small shop, steered by what the market really is, so that no model has to be trained. */
class PlayedCampaignTest {

    private static final Calibration SHOP = new Calibration(
            IntStream.range(0, 24)
                    .mapToObj(i -> new Calibration.Item("SKU-" + i, "Item " + i, 400 + 50 * i, 6 + i))
                    .toList(),
            week());
    private static final DecisionRules RULES = new DecisionRules();

    private static double[] week() {
        double[] hours = new double[168];
        for (int i = 0; i < hours.length; i++) {
            hours[i] = i % 24 >= 8 && i % 24 < 20 ? 0.9 / 84 : 0.1 / 84;
        }
        return hours;
    }

    private static Contender seeing(String strategy) {
        Contender s = Contender.named(strategy).orElseThrow();
        return s.sight() == Sight.MODELS
                ? new Contender(s.name(), s.what(), s.written(), s.policies(), Sight.ORACLE, s.answers())
                : s;
    }

    private static PlayedCampaign play(long seed, Scenario scenario, String strategy) {
        DrawnCampaign drawn = DrawnCampaign.draw(SHOP, seed);
        Market market = new Market(drawn.calibration(), scenario, seed, DrawnCampaign.SHOPPERS, DrawnCampaign.ZONE);
        return PlayedCampaign.play(drawn, market, seeing(strategy), null, RULES);
    }

    @Test
    void aCampaignIsPlayedFromDraftToCloseWithoutABreach() {
        PlayedCampaign played = play(3, Scenario.NORMAL, Contender.REPRISE);
        assertThat(played.takings().end()).isEqualTo("closed");
        assertThat(played.takings().sale().revenueCents()).isPositive();
        assertThat(played.takings().sellThrough()).isBetween(0.01, 1.0);
        assertThat(played.log())
                .anyMatch(line -> line.contains("\"name\":\"campaign.closed\""))
                .anyMatch(line -> line.contains("\"name\":\"audience.signals-received\""));
        // Budgets are kept by policies as well as they can tell, not by the core.
        assertThat(LogChecker.check(played.log()))
                .extracting(LogChecker.Breach::rule)
                .isSubsetOf(LogChecker.DISCOUNT_BUDGET, LogChecker.STOCK_BUDGET);
        assertThat(LogChecker.check(
                        play(3, Scenario.NORMAL, Contender.RULE_OF_THUMB).log()))
                .isEmpty();
    }

    @Test
    void theSameStrategyTwiceDiffersByNothing() {
        PlayedCampaign once = play(4, Scenario.VIRAL, Contender.REPRISE);
        PlayedCampaign again = play(4, Scenario.VIRAL, Contender.REPRISE);
        assertThat(again.log()).isEqualTo(once.log());
        double[] same = {once.takings().sale().revenueCents(), 1, 2};
        assertThat(Difference.between(same, same, 7)).isEqualTo(new Difference(0, 0, 0));
    }

    @Test
    void plansOfOneSeedAreEqualAndOfAnotherAreNot() {
        assertThat(DrawnCampaign.draw(SHOP, 5).plan())
                .isEqualTo(DrawnCampaign.draw(SHOP, 5).plan())
                .isNotEqualTo(DrawnCampaign.draw(SHOP, 6).plan());
    }

    @Test
    void aFrozenSaleIsNeverAdjustedAndStartsWhenItIsTold() {
        PlayedCampaign played = play(3, Scenario.WEAK, Contender.RULE_OF_THUMB);
        assertThat(played.takings().adjustments()).isZero();
        assertThat(played.log())
                .filteredOn(line -> line.contains("\"name\":\"campaign.launched\""))
                .hasSize(1)
                .allMatch(line -> line.contains("T20:00:00Z"));
    }

    @Test
    void withoutASaleEverythingIsSoldAtTheRegularPrice() {
        PlayedCampaign played = play(3, Scenario.NORMAL, "no-sale");
        assertThat(played.takings().sale()).isEqualTo(Takings.Money.NONE);
        assertThat(played.takings().played().units()).isPositive();
        assertThat(played.log()).noneMatch(line -> line.contains("\"name\":\"campaign."));
    }

    @Test
    void goodsThatAreLateAreThereInTheEnd() {
        assertThat(received(play(3, Scenario.STOCK_DELAY, Contender.RULE_OF_THUMB)))
                .isEqualTo(received(play(3, Scenario.NORMAL, Contender.RULE_OF_THUMB)));
        assertThat(play(3, Scenario.STOCK_DELAY, Contender.RULE_OF_THUMB).log())
                .anyMatch(line -> line.contains("-late"));
    }

    private static long received(PlayedCampaign played) {
        return played.log().stream()
                .filter(line -> line.contains("\"name\":\"stock.received\""))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*\"units\":(\\d+).*", "$1")))
                .sum();
    }

    @Test
    void anIntervalCoversTheTruthAboutAsOftenAsItSays() {
        java.util.SplittableRandom random = new java.util.SplittableRandom(11);
        int covered = 0;
        int trials = 400;
        for (int t = 0; t < trials; t++) {
            double[] base = new double[60];
            double[] more = new double[60];
            for (int i = 0; i < base.length; i++) {
                base[i] = 50 + 100 * random.nextDouble();
                more[i] = base[i] * (1 + 0.2 * random.nextDouble());
            }
            Difference d = Difference.between(more, base, t);
            covered += d.low() <= 0.1 && 0.1 <= d.high() ? 1 : 0;
        }
        assertThat((double) covered / trials).isBetween(0.90, 0.98);
    }

    @Test
    void resultsSayWhatIsWorseAndWhoseGainItIs() {
        List<Contender> strategies =
                List.of(seeing(Contender.RULE_OF_THUMB), seeing(Contender.REPRISE), seeing(Contender.ORACLE));
        Results results = new Results(List.of(Scenario.NORMAL), strategies, 7);
        double[][] revenue = {{100, 110}, {80, 90}, {150, 160}};
        for (int n = 0; n < 2; n++) {
            for (int s = 0; s < strategies.size(); s++) {
                Takings takings = new Takings(
                        new Takings.Money(1, revenue[s][n], 1), Takings.Money.NONE, 1, 1, 0, 0, 0, 0, 0, "closed");
                results.add(
                        Scenario.NORMAL,
                        strategies.get(s),
                        DrawnCampaign.draw(SHOP, n),
                        new PlayedCampaign(takings, new ArrayList<>()));
            }
        }
        assertThat(results.difference(results.scenarios(), Contender.REPRISE, Contender.RULE_OF_THUMB, t -> t.sale()
                                .revenueCents())
                        .isWorse())
                .isTrue();
        assertThat(results.shareOfOracle(
                        results.scenarios(), Contender.REPRISE, t -> t.sale().revenueCents()))
                .isEqualTo(-0.4);
        assertThat(Arrays.stream(results.sums(
                        results.scenarios(), Contender.ORACLE, t -> t.sale().revenueCents())))
                .containsExactly(150.0, 160.0);
    }
}
