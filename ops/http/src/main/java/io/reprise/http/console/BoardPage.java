package io.reprise.http.console;

import io.reprise.projections.board.BoardEntry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.ui.Model;

/**
 * A part of the list of campaigns: nobody reads thousands, and a page of them takes a browser seconds.
 *
 * @param campaigns those that changed last first, @param older where the next part begins; empty at the end
 */
record BoardPage(List<BoardEntry> campaigns, Optional<Integer> older) {

    static final int SHOWN = 100;

    /** @param from how many of them are left out first; what lies outside is taken for the nearest end */
    static BoardPage of(List<BoardEntry> all, int from) {
        int first = Math.clamp(from, 0, all.size());
        int end = Math.min(first + SHOWN, all.size());
        return new BoardPage(all.subList(first, end), end < all.size() ? Optional.of(end) : Optional.empty());
    }

    /** Adds to a page what there is to choose from: the last changed ones, and after them those that are chosen already. */
    static void addChoices(Model model, List<BoardEntry> all, Collection<String> chosen) {
        List<BoardEntry> latest = of(all, 0).campaigns();
        Stream<BoardEntry> others = all.stream().skip(latest.size()).filter(entry -> chosen.contains(entry.campaignId));
        model.addAttribute("campaigns", Stream.concat(latest.stream(), others).toList());
        model.addAttribute("latest", all.size() > latest.size() ? latest.size() : 0);
    }
}
