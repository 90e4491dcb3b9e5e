package io.reprise.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Signals as a shop tells them, a JSON object each: a line of a call, or a record of a topic. */
@Component
public final class SignalLines {

    private static final int SHOPPER_LENGTH_MAX = 200;
    private static final int LINE_MAX = 2_000;
    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);
    /** A market that moves the clock tells what happened in a step before it ends the step. */
    private static final Duration SIMULATED_STEP_MAX = Duration.ofHours(1);

    private static final Duration BEFORE_MAX = Duration.ofDays(1);
    private static final Pseudonym NOBODY = new Pseudonym("nobody");

    private final ObjectReader lines;
    private final Pseudonyms pseudonyms;
    private final CampaignClock clock;

    public SignalLines(ObjectMapper json, Pseudonyms pseudonyms, CampaignClock clock) {
        this.lines = StrictJson.reading(json).readerFor(SignalLine.class);
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** @param signal of nobody yet: nobody gets a key for a line beside one that is refused */
    public record Told(String shopper, Signal signal) {}

    /** A line that cannot be taken; the message names the field and says what would be accepted. */
    public static final class BrokenLine extends Exception {
        BrokenLine(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Lines of one sale that are read at one time. */
    public OfSale of(Plan plan, Instant now) {
        return new OfSale(plan, now);
    }

    /** Reads lines of one sale, one after the other. */
    public final class OfSale {
        private final PlainSignalLine plainLine;
        private final Map<String, Sku> items;
        private final Plan plan;
        private final Instant earliest;
        private final Instant latest;
        private final Instant now;

        private OfSale(Plan plan, Instant now) {
            this.plan = plan;
            this.items = plan.items().stream()
                    .map(PlannedItem::sku)
                    .collect(Collectors.toUnmodifiableMap(Sku::value, Function.identity()));
            this.plainLine = new PlainSignalLine(items);
            this.earliest = plan.within().from().minus(BEFORE_MAX);
            this.latest = now.plus(clock.isSimulated() ? SIMULATED_STEP_MAX : AHEAD_MAX);
            this.now = now;
        }

        /**
         * Reads a part of a text in UTF-8.
         *
         * @throws BrokenLine if it is no signal of this sale
         */
        public Told read(byte[] text, int from, int to) throws BrokenLine {
            try {
                Optional<SignalLine> asUsual =
                        to - from <= LINE_MAX ? plainLine.read(text, from, to) : Optional.empty();
                SignalLine read = asUsual.isPresent() ? asUsual.get() : toTheLetter(text(text, from, to));
                InvalidValue.unless(read != null, "line", "must be a signal as a JSON object, but was null");
                requireShopper(read.shopper());
                return new Told(read.shopper(), signal(read));
            } catch (InvalidValue e) {
                throw new BrokenLine(e.getMessage(), e);
            } catch (JsonProcessingException e) {
                JsonFault fault = JsonFault.of(e);
                throw new BrokenLine((fault.field().isEmpty() ? "it" : fault.field()) + " " + fault.detail(), e);
            }
        }

        private SignalLine toTheLetter(String line) throws JsonProcessingException {
            InvalidValue.unless(line.length() <= LINE_MAX, "line", "is longer than " + LINE_MAX + " characters");
            return lines.readValue(line);
        }

        private Signal signal(SignalLine read) {
            InvalidValue.unless(
                    !read.at().isAfter(latest), "at", () -> read.at() + " lies ahead of " + now + ": check the clock");
            InvalidValue.unless(
                    !read.at().isBefore(earliest), "at", () -> read.at() + " is long before the sale: check the clock");
            if (!items.containsKey(read.sku().value())) {
                plan.item(read.sku());
            }
            return new Signal(read.id(), read.at(), NOBODY, read.action(), read.sku(), read.units(), read.priceCents());
        }
    }

    /** Whether a line has nothing in it, which is no signal and no mistake. */
    static boolean isBlank(byte[] text, int from, int to) {
        return from == to || text[from] != '{' && text(text, from, to).isBlank();
    }

    private static String text(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    /** The same by pseudonym, in their order. */
    public List<Signal> known(List<Told> told) {
        List<Pseudonym> known = pseudonyms.all(told.stream().map(Told::shopper).toList());
        List<Signal> signals = new ArrayList<>(told.size());
        for (int i = 0; i < told.size(); i++) {
            signals.add(told.get(i).signal().of(known.get(i)));
        }
        return signals;
    }

    static void requireShopper(String shopper) {
        InvalidValue.unless(
                shopper != null && !shopper.isBlank() && shopper.length() <= SHOPPER_LENGTH_MAX,
                "shopper",
                "must be 1 to " + SHOPPER_LENGTH_MAX + " characters");
    }
}
