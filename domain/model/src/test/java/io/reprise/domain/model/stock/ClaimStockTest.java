package io.reprise.domain.model.stock;

import static io.reprise.domain.model.Specification.stock;
import static io.reprise.domain.model.stock.Shelf.A;
import static io.reprise.domain.model.stock.Shelf.ALLOCATED;
import static io.reprise.domain.model.stock.Shelf.AT;
import static io.reprise.domain.model.stock.Shelf.B;
import static io.reprise.domain.model.stock.Shelf.LAMP;
import static io.reprise.domain.model.stock.Shelf.RECEIVED;
import static io.reprise.domain.model.stock.Shelf.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockEvent.Answer;
import io.reprise.domain.model.stock.StockEvent.StockClaimed;
import io.reprise.domain.model.stock.StockEvent.StockReleased;
import io.reprise.domain.model.stock.StockRefusal.NotAllocated;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimStockTest {

    private static ClaimStock claim(Claim... claims) {
        return new ClaimStock(LAMP, A, List.of(claims), AT);
    }

    @Test
    void each_claim_is_granted_whole_or_not_at_all() {
        // Ten are left: 7 go, 4 cannot, 3 still can.
        ClaimStock command = claim(new Claim("c1", 7), new Claim("c2", 4), new Claim("c3", 3));
        StockItem after = stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(command)
                .then(new StockClaimed(
                        LAMP,
                        A,
                        List.of(new Answer("c1", 7, true), new Answer("c2", 4, false), new Answer("c3", 3, true)),
                        AT));
        assertThat(after.shares().get(A).leftUnits()).isZero();
        assertThat(after.shares().get(A).sold()).isEqualTo(10);
        assertThat(after.answers(command)).containsEntry("c1", true).containsEntry("c2", false);
    }

    @Test
    void a_claim_that_comes_again_has_the_answer_it_had() {
        var once = stock().given(RECEIVED)
                .given(ALLOCATED)
                .given(new StockClaimed(LAMP, A, List.of(new Answer("c1", 11, false)), AT));
        once.when(claim(new Claim("c1", 1))).thenNothing();
        once.when(claim(new Claim("c1", 1), new Claim("c2", 1), new Claim("c2", 5)))
                .then(new StockClaimed(LAMP, A, List.of(new Answer("c2", 1, true)), AT));
    }

    @Test
    void no_claim_is_no_event() {
        stock().given(RECEIVED).given(ALLOCATED).when(claim()).thenNothing();
    }

    @Test
    void a_campaign_without_stock_sells_nothing() {
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(new ClaimStock(LAMP, B, List.of(new Claim("c1", 1)), AT))
                .thenRefused(new NotAllocated(LAMP, B));
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .given(new StockReleased(LAMP, A, units(6, 4), AT))
                .when(claim(new Claim("c1", 1)))
                .thenRefused(new NotAllocated(LAMP, A));
    }

    @Test
    void a_claim_is_for_something_and_has_a_name() {
        assertThatThrownBy(() -> new Claim("c1", 0)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Claim("", 1)).isInstanceOf(InvalidValue.class);
    }
}
