package io.reprise.http.api;

import io.reprise.domain.model.port.ModelTrainer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;

/** Learns nothing, as many passes as it is told, ten milliseconds each. */
final class CountingTrainer implements ModelTrainer {

    @Override
    public List<String> models() {
        return List.of("demand");
    }

    @Override
    public void train(Order order, Watch watch) {
        int epochs = Math.max(1, order.epochs());
        for (int i = 1; i <= epochs; i++) {
            LockSupport.parkNanos(10_000_000);
            if (watch.isCancelled()) {
                throw new CancellationException("called off");
            }
            watch.epoch(new Epoch(i, epochs, 1.0 / i, 1.1 / i, true));
        }
        watch.said("artifact none");
    }
}
