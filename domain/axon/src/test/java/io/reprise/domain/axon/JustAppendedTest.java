package io.reprise.domain.axon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.reprise.domain.model.audience.AudienceEvent.AudienceEnrolled;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JustAppendedTest {

    private static final CampaignId SALE = new CampaignId("sale");
    private static final Instant AT = Instant.parse("2026-11-11T20:00:00.123456Z");

    private final JustAppended appended = new JustAppended(10);

    private static Signal signal(String id) {
        return new Signal(
                id, AT.plusNanos(789), new Pseudonym("ada \"é\""), Signal.Action.ORDER, new Sku("lamp"), 2, 5);
    }

    private static SignalsReceived signals(int count) {
        return new SignalsReceived(
                SALE,
                1_000,
                IntStream.range(0, count).mapToObj(n -> signal("id\n" + n)).toList(),
                AT);
    }

    private static NewEvent event(String id, Object value) {
        EventNames.Entry name = EventNames.of(value.getClass());
        byte[] payload = EventJson.text(value).getBytes(StandardCharsets.UTF_8);
        return new NewEvent(
                id,
                "signals/sale",
                0,
                "Signals",
                name.name(),
                name.revision(),
                AT,
                payload,
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_was_just_appended_is_handed_on_as_it_was_written() {
        SignalsReceived received = signals(3);
        NewEvent event = event("e-7", received);
        appended.appended(7, event, received);
        assertThat(appended.read(new StoredEvent(7, event))).isSameAs(received);
        assertThat(EventJson.read(new StoredEvent(7, event))).isEqualTo(received);
    }

    @Test
    void what_another_appended_and_what_stands_there_now_is_read_from_the_log() {
        SignalsReceived mine = signals(1);
        SignalsReceived theirs = signals(2);
        appended.appended(7, event("e-7", mine), mine);
        assertThat(appended.read(new StoredEvent(8, event("e-8", theirs)))).isEqualTo(theirs);
        assertThat(appended.read(new StoredEvent(7, event("e-9", theirs)))).isEqualTo(theirs);
    }

    @Test
    void no_more_are_kept_than_may_be_and_nothing_but_signals() {
        SignalsReceived[] all = {signals(6), signals(4), signals(1), signals(11)};
        for (int n = 0; n < all.length - 1; n++) {
            appended.appended(n, event("e-" + n, all[n]), all[n]);
        }
        assertThat(appended.read(new StoredEvent(0, event("e-0", all[0]))))
                .isEqualTo(all[0])
                .isNotSameAs(all[0]);
        assertThat(appended.read(new StoredEvent(1, event("e-1", all[1])))).isSameAs(all[1]);
        appended.appended(3, event("e-3", all[3]), all[3]);
        assertThat(appended.read(new StoredEvent(3, event("e-3", all[3])))).isNotSameAs(all[3]);
        AudienceEnrolled enrolled = new AudienceEnrolled(SALE, 1, 0, "who", AT);
        appended.appended(4, event("e-4", enrolled), enrolled);
        assertThat(appended.read(new StoredEvent(4, event("e-4", enrolled)))).isNotSameAs(enrolled);
    }

    @Test
    void a_signal_is_written_field_by_field_in_the_order_of_their_names() {
        for (String id : List.of("a", "\"\\\u0001é\ud83d\ude00/</script>")) {
            Signal signal = signal(id);
            String expected = JsonNodeFactory.instance
                    .objectNode()
                    .put("action", "ORDER")
                    .put("at", "2026-11-11T20:00:00.123456789Z")
                    .put("id", id)
                    .put("priceCents", 5L)
                    .put("shopper", "ada \"é\"")
                    .put("sku", "lamp")
                    .put("units", 2)
                    .toString();
            assertThat(EventJson.text(signal)).isEqualTo(expected);
        }
    }
}
