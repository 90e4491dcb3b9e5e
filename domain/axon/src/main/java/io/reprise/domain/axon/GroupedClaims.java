package io.reprise.domain.axon;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reprise.domain.model.port.Claims;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Claims of one item that arrive together are answered together. An item has one writer at a time and each write is synced, so
 * one by one they would be as fast as the disk; those that arrive while a command is under way share the next. They are answered
 * in the order in which they came, each as it would have been by itself.
 */
public final class GroupedClaims implements Claims {

    private static final int ITEMS_MAX = 100_000;

    private record Key(Sku sku, CampaignId campaign) {}

    private record Waiting(ClaimStock command, CompletableFuture<Map<String, Boolean>> answer) {}

    private final Claims each;

    /** One that is forgotten while it is used costs a group that could have been larger, and nothing else. */
    private final Cache<Key, Group> groups =
            Caffeine.newBuilder().maximumSize(ITEMS_MAX).build();

    /** @param each sends one command, and tries again where it lost a race */
    public GroupedClaims(Claims each) {
        this.each = each;
    }

    @Override
    public Map<String, Boolean> claim(ClaimStock command) {
        Group group = groups.get(new Key(command.sku(), command.campaign()), key -> new Group());
        Waiting waiting = new Waiting(command, new CompletableFuture<>());
        if (group.join(waiting)) {
            send(group.next());
            if (!group.isDone()) {
                // Whoever came meanwhile is answered by a thread of the group's own: this caller has its answer.
                Thread.ofVirtual().name("claims-of-" + command.sku()).start(() -> sendAll(group));
            }
        }
        try {
            return waiting.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void sendAll(Group group) {
        do {
            send(group.next());
        } while (!group.isDone());
    }

    private void send(List<Waiting> waiting) {
        try {
            ClaimStock last = waiting.getLast().command();
            List<Claim> claims = new ArrayList<>();
            waiting.forEach(one -> claims.addAll(one.command().claims()));
            Map<String, Boolean> answers = each.claim(new ClaimStock(last.sku(), last.campaign(), claims, last.at()));
            waiting.forEach(one -> one.answer().complete(ofCaller(one.command(), answers)));
        } catch (RuntimeException | Error e) {
            waiting.forEach(one -> one.answer().completeExceptionally(e));
        }
    }

    private static Map<String, Boolean> ofCaller(ClaimStock command, Map<String, Boolean> answers) {
        Map<String, Boolean> mine = HashMap.newHashMap(command.claims().size());
        command.claims().forEach(claim -> mine.put(claim.claimId(), answers.getOrDefault(claim.claimId(), false)));
        return mine;
    }

    private static final class Group {
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private boolean isSending;

        /** @return whether the caller is to send, as nobody does */
        synchronized boolean join(Waiting one) {
            waiting.add(one);
            boolean isFirst = !isSending;
            isSending = true;
            return isFirst;
        }

        /** The first that waits, and as many more as fit into one command. */
        synchronized List<Waiting> next() {
            List<Waiting> next = new ArrayList<>();
            int claims = 0;
            while (!waiting.isEmpty()) {
                claims += waiting.peek().command().claims().size();
                if (!next.isEmpty() && claims > CLAIMS_MAX) {
                    break;
                }
                next.add(waiting.remove());
            }
            return next;
        }

        /** Whether nobody waits any more; who comes now sends again. */
        synchronized boolean isDone() {
            isSending = !waiting.isEmpty();
            return !isSending;
        }
    }
}
