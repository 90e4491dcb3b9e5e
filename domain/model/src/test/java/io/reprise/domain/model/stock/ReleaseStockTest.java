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

import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import io.reprise.domain.model.stock.StockEvent.Answer;
import io.reprise.domain.model.stock.StockEvent.StockClaimed;
import io.reprise.domain.model.stock.StockEvent.StockReceived;
import io.reprise.domain.model.stock.StockEvent.StockReleased;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseStockTest {

    @Test
    void what_was_not_sold_is_free_again() {
        // Seven sold: six from the north, one from the south.
        StockItem after = stock().given(RECEIVED)
                .given(ALLOCATED)
                .given(new StockClaimed(LAMP, A, List.of(new Answer("c1", 7, true)), AT))
                .when(new ReleaseStock(LAMP, A, AT))
                .then(new StockReleased(LAMP, A, units(0, 3), AT));
        assertThat(after.free()).isEqualTo(units(4, 4));
        assertThat(after.shares()).isEmpty();
    }

    @Test
    void a_campaign_that_has_nothing_gives_nothing_back() {
        stock().given(RECEIVED)
                .given(ALLOCATED)
                .when(new ReleaseStock(LAMP, B, AT))
                .thenNothing();
        stock().when(new ReleaseStock(LAMP, A, AT)).thenNothing();
    }

    @Test
    void what_a_campaign_left_is_known_while_it_runs_and_after_and_is_nothing_where_it_had_none() {
        StockEvent sold = new StockClaimed(LAMP, A, List.of(new Answer("c1", 7, true)), AT);
        StockItem running = stock().given(RECEIVED)
                .given(ALLOCATED)
                .given(sold)
                .when(new ReceiveStock(LAMP, Shelf.NORTH, 1, "r3", AT))
                .then(new StockReceived(LAMP, Shelf.NORTH, 1, "r3", AT));
        assertThat(running.unsold(A)).isEqualTo(3);
        assertThat(running.unsold(B)).isZero();
        StockItem over = stock().given(RECEIVED)
                .given(ALLOCATED)
                .given(sold)
                .when(new ReleaseStock(LAMP, A, AT))
                .then(new StockReleased(LAMP, A, units(0, 3), AT));
        assertThat(over.unsold(A)).isEqualTo(3);
    }
}
