/**
 * Demand of many items by day or week: what was sold, at which price and under which promotions; networks that read an
 * item's past and answer quantiles for the periods to come; and the naive forecast they have to beat.
 */
package io.reprise.ml.demand;
