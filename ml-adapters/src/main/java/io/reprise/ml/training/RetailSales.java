package io.reprise.ml.training;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.dataset.RetailImport;
import io.reprise.ml.dataset.SaleLine;
import java.io.IOException;
import java.util.List;

/** The sales that a training was told to learn from. */
final class RetailSales {

    private RetailSales() {}

    static List<SaleLine> of(TrainingRun run) throws IOException {
        try {
            // The model must not depend on this installation's key, and no pseudonym leaves this process.
            return RetailData.read(run.data(), Pseudonym::new, rows -> {}).sales();
        } catch (RetailImport.UnreadableFile e) {
            throw new ModelTraining.UnusableData(e.getMessage());
        }
    }
}
