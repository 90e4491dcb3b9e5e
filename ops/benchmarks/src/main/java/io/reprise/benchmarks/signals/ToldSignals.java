package io.reprise.benchmarks.signals;

import io.reprise.domain.model.audience.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A batch as a shop tells it: a line of JSON for each signal. */
record ToldSignals(List<byte[]> lines) {

    static ToldSignals of(List<Signal> signals) {
        return new ToldSignals(signals.stream().map(ToldSignals::line).toList());
    }

    private static byte[] line(Signal signal) {
        return ("{\"id\":\"" + signal.id() + "\",\"at\":\"" + signal.at() + "\",\"shopper\":\""
                        + signal.shopper().value() + "\",\"action\":\"" + signal.action() + "\",\"sku\":\""
                        + signal.sku() + "\",\"units\":" + signal.units() + ",\"priceCents\":" + signal.priceCents()
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One body of them all. */
    byte[] body() {
        byte[] body = new byte[lines.stream().mapToInt(line -> line.length + 1).sum()];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, body, at, line.length);
            at += line.length;
            body[at++] = '\n';
        }
        return body;
    }

    int bytes() {
        return lines.stream().mapToInt(line -> line.length).sum();
    }
}
