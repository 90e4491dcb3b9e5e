package io.reprise.domain.model.decision;

import java.time.Instant;

/**
 * How fast the sale goes since its pace last changed.
 *
 * @param pace units sold over units expected of what could be sold, drawn towards 1 while little has been seen
 * @param low 5 % quantile of what the pace may be; likewise {@code high} 95 %
 * @param since when this pace began: the sale's start where no change was found, or the start of what is looked at
 * @param changed whether a change was found
 */
public record PaceNow(double pace, double low, double high, Instant since, boolean changed) {}
