package io.reprise.domain.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.axon.EventForms.Upcaster;
import io.reprise.domain.axon.EventNames.Entry;
import io.reprise.domain.axon.EventNames.UnknownEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventFormsTest {

    /** An event that was written in two forms before today's. */
    private record WaveSent(String campaign, int shoppers, String channel) {}

    private static final Entry TODAY = new Entry(WaveSent.class, "push.wave-sent", 3);
    private static final EventForms FORMS = new EventForms(
            List.of(TODAY),
            List.of(
                    new Upcaster("push.wave-sent", 1, payload -> {
                        payload.set("shoppers", payload.remove("count"));
                        return payload;
                    }),
                    new Upcaster("push.wave-sent", 2, payload -> payload.put("channel", "app"))),
            EventJson.mapper());

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyOlderFormBecomesTodays() throws IOException {
        WaveSent expected = new WaveSent("double-11", 900, "app");
        assertThat(FORMS.read("push.wave-sent", 1, utf8("{\"campaign\":\"double-11\",\"count\":900}")))
                .isEqualTo(expected);
        assertThat(FORMS.read("push.wave-sent", 2, utf8("{\"campaign\":\"double-11\",\"shoppers\":900}")))
                .isEqualTo(expected);
        assertThat(FORMS.read(
                        "push.wave-sent", 3, utf8("{\"campaign\":\"double-11\",\"shoppers\":900,\"channel\":\"sms\"}")))
                .isEqualTo(new WaveSent("double-11", 900, "sms"));
    }

    @Test
    void axonReadsThemTheSameWay() {
        NamedEventSerializer serializer = NamedEventSerializer.create(FORMS);
        Object read = serializer.deserialize(new SimpleSerializedObject<>(
                utf8("{\"campaign\":\"double-11\",\"count\":900}"),
                byte[].class,
                new SimpleSerializedType("push.wave-sent", "1")));
        assertThat(read).isEqualTo(new WaveSent("double-11", 900, "app"));
    }

    @Test
    void axonStopsAtAFormOfALaterVersionRatherThanSkipIt() {
        NamedEventSerializer serializer = NamedEventSerializer.create(FORMS);
        assertThatThrownBy(() -> serializer.classForType(new SimpleSerializedType("push.wave-sent", "4")))
                .isInstanceOf(UnknownEvent.class)
                .hasMessageContaining("revision 4 of 'push.wave-sent'");
        assertThatThrownBy(() -> serializer.classForType(new SimpleSerializedType("push.wave-lost", "1")))
                .isInstanceOf(UnknownEvent.class)
                .hasMessageContaining("push.wave-lost");
    }

    @Test
    void aFormWithoutAWayToTodaysIsNoticedAtOnce() {
        assertThatThrownBy(() -> new EventForms(
                        List.of(TODAY), List.of(new Upcaster("push.wave-sent", 1, p -> p)), EventJson.mapper()))
                .hasMessageContaining("no upcaster for 'push.wave-sent' from revision 2");
    }

    static Stream<Path> everyFormEverApproved() throws IOException {
        return Files.list(Path.of("src/test/resources/approved"));
    }

    /** Files of older revisions stay here for ever, so that a release that cannot read them does not build. */
    @ParameterizedTest
    @MethodSource("everyFormEverApproved")
    void everyReleasedFormCanStillBeRead(Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.\\d+\\.json$", "");
        int revision = Integer.parseInt(file.getFileName().toString().replaceFirst("^.*\\.(\\d+)\\.json$", "$1"));
        assertThat(EventForms.RELEASED.read(name, revision, Files.readAllBytes(file)))
                .isNotNull();
    }
}
