package io.reprise.domain.model.audience;

import java.util.Arrays;
import java.util.List;

/** What one shopper did in one sale. There are as many of these as shoppers, so they are small. */
final class SaleShopper {

    private static final ItemAction[] NONE = {};
    private static final int[] NOTHING = {};

    private final Pseudonym pseudonym;
    /** Oldest first, as many as {@link #kept}. */
    private ItemAction[] latest = NONE;

    private int kept;
    private int[] items = NOTHING;
    private long actions;
    private Arm arm;
    private int armOfBps = -1;
    private byte armsSeen;

    SaleShopper(Pseudonym pseudonym) {
        this.pseudonym = pseudonym;
    }

    void does(ItemAction action) {
        actions++;
        if (kept == latest.length && kept <= SaleActions.KEPT_MAX) {
            latest = Arrays.copyOf(latest, Math.clamp(2L * kept, 1, SaleActions.KEPT_MAX + 1));
        }
        // Signals may come late: the latest are those that were done last.
        int at = kept;
        while (at > 0 && latest[at - 1].at().isAfter(action.at())) {
            latest[at] = latest[at - 1];
            at--;
        }
        latest[at] = action;
        kept++;
        if (kept > SaleActions.KEPT_MAX) {
            kept--;
            System.arraycopy(latest, 1, latest, 0, kept);
        }
    }

    /** @return whether it is another item than before, and one of the first {@link SaleActions#PAIRED_MAX} */
    boolean touches(int item) {
        for (int other : items) {
            if (other == item) {
                return false;
            }
        }
        if (items.length == SaleActions.PAIRED_MAX) {
            return false;
        }
        items = Arrays.copyOf(items, items.length + 1);
        items[items.length - 1] = item;
        return true;
    }

    /** How many items, at most {@link SaleActions#PAIRED_MAX}. */
    int touched() {
        return items.length;
    }

    int touched(int index) {
        return items[index];
    }

    /** Drawn once for each share. */
    Arm arm(Arm.InCampaign draws, int holdOutBps) {
        if (armOfBps != holdOutBps) {
            arm = draws.of(pseudonym, holdOutBps);
            armOfBps = holdOutBps;
        }
        return arm;
    }

    /** @return whether the shopper was not in this arm yet */
    boolean comesInto(Arm entered) {
        int before = armsSeen;
        armsSeen |= (byte) (1 << entered.ordinal());
        return armsSeen != before;
    }

    List<ItemAction> latest() {
        return List.of(Arrays.copyOf(latest, kept));
    }

    long actions() {
        return actions;
    }
}
