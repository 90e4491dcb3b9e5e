package io.reprise.http.console;

import io.reprise.domain.model.registry.ColumnSpread.Shift;
import io.reprise.domain.model.transparency.CampaignTransparency.ModelUse;
import java.util.List;
import java.util.stream.Stream;

/** Columns of what models were asked and answered, in one list: as the page and the sheet show them. */
public final class ShiftedColumns {

    private ShiftedColumns() {}

    /** @param rows that were compared */
    public record Shifted(String model, long rows, Shift shift) {}

    /** Model by model; of each the answers first, then what was asked, most moved first. */
    public static List<Shifted> of(List<ModelUse> models) {
        return models.stream()
                .flatMap(model -> model.drift().stream()
                        .flatMap(drift -> Stream.concat(drift.answers().stream(), drift.inputs().stream())
                                .map(shift -> new Shifted(model.model(), drift.rows(), shift))))
                .toList();
    }
}
