package io.reprise.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.projections.board.BoardEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;

class BoardPageTest {

    private static List<BoardEntry> campaigns(int count) {
        return Stream.generate(BoardEntry::new).limit(count).toList();
    }

    @Test
    void aFewCampaignsAreOnOnePage() {
        List<BoardEntry> all = campaigns(BoardPage.SHOWN);
        assertThat(BoardPage.of(all, 0)).isEqualTo(new BoardPage(all, Optional.empty()));
        assertThat(BoardPage.of(List.of(), 0).campaigns()).isEmpty();
    }

    @Test
    void manyAreOnPagesThatFollowOneAnotherAndEachIsOnOne() {
        List<BoardEntry> all = campaigns(2 * BoardPage.SHOWN + 1);
        List<BoardEntry> seen = new ArrayList<>();
        Optional<Integer> next = Optional.of(0);
        int pages = 0;
        while (next.isPresent()) {
            BoardPage page = BoardPage.of(all, next.get());
            seen.addAll(page.campaigns());
            next = page.older();
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).isEqualTo(all).hasSize(2 * BoardPage.SHOWN + 1);
    }

    @Test
    void anAddressThatLeadsBesideTheListLeadsToItsNearestEnd() {
        List<BoardEntry> all = campaigns(3);
        assertThat(BoardPage.of(all, -5).campaigns()).isEqualTo(all);
        assertThat(BoardPage.of(all, 99)).isEqualTo(new BoardPage(List.of(), Optional.empty()));
    }

    private static Model choices(List<BoardEntry> all, String... chosen) {
        Model model = new ExtendedModelMap();
        BoardPage.addChoices(model, all, List.of(chosen));
        return model;
    }

    @Test
    void toChooseFromAreTheLatestAndWhatIsChosen() {
        List<BoardEntry> all = campaigns(BoardPage.SHOWN + 3);
        for (int i = 0; i < all.size(); i++) {
            all.get(i).campaignId = "sale-" + i;
        }
        List<BoardEntry> latest = all.subList(0, BoardPage.SHOWN);
        assertThat(choices(all).asMap()).containsEntry("campaigns", latest).containsEntry("latest", BoardPage.SHOWN);
        assertThat(choices(all, "sale-5", "gone").asMap()).containsEntry("campaigns", latest);
        List<BoardEntry> withChosen = new ArrayList<>(latest);
        withChosen.add(all.get(101));
        assertThat(choices(all, "sale-101").asMap()).containsEntry("campaigns", withChosen);
        assertThat(choices(latest).asMap()).containsEntry("latest", 0);
    }
}
