package io.reprise.ml.purchase;

import java.util.List;

/**
 * One visit.
 *
 * @param numbers by {@link SessionFile#NUMBERS}
 * @param kinds by {@link SessionFile#KINDS}
 * @param month 1 to 12
 */
public record ShopperSession(double[] numbers, List<String> kinds, int month, boolean bought) {}
