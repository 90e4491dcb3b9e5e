package io.reprise.http.api;

import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelUnavailable;
import java.util.Arrays;

/** One more unit in every hour for every ten percent off, from one on; or nothing at all, where no model is there. */
final class EvenDemand implements DemandForecaster {

    volatile boolean isThere = true;

    @Override
    public ModelAnswer forecast(DemandQuestion question) {
        if (!isThere) {
            throw new ModelUnavailable("none was trained");
        }
        int rows = question.items().size() * question.hours();
        float[] units = new float[rows * 3];
        for (int item = 0; item < question.items().size(); item++) {
            float each = 1 + question.items().get(item).discountBps() / 1_000f;
            Arrays.fill(units, item * question.hours() * 3, (item + 1) * question.hours() * 3, each);
        }
        ModelCall call = new ModelCall("even", "1", "", "", "cpu", "", "", "", "");
        return new ModelAnswer(new Tensor(rows, 1, new float[rows]), new Tensor(rows, 3, units), call);
    }
}
