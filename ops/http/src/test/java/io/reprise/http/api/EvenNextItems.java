package io.reprise.http.api;

import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.port.NextItems;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything fits equally well. */
final class EvenNextItems implements NextItems {

    private final AtomicInteger asked = new AtomicInteger();

    int asked() {
        return asked.get();
    }

    @Override
    public NextShares next(NextQuestion question) {
        asked.incrementAndGet();
        int candidates = question.candidates().size();
        ModelCall call = new ModelCall("planted", "1", "", "", "cpu", "", "", "", "there is only this");
        return new NextShares(Collections.nCopies(candidates, 1.0 / candidates), call);
    }
}
