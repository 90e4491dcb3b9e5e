package io.reprise.ml.demand;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** How long a period is, and after how many of them sales repeat themselves. */
public enum Cadence {
    /** The week repeats; beside it the course of the year. */
    DAILY(1, 7, 4, 11),

    /** The year repeats. */
    WEEKLY(7, 52, 1, 4);

    /** Of the calendar's columns the first: two harmonics of the year. */
    static final int YEAR_COLUMNS = 4;

    private static final double YEAR = 365.25;

    private final int days;
    private final int season;
    private final int seasonsAveraged;
    private final int calendarColumns;

    Cadence(int days, int season, int seasonsAveraged, int calendarColumns) {
        this.days = days;
        this.season = season;
        this.seasonsAveraged = seasonsAveraged;
        this.calendarColumns = calendarColumns;
    }

    public int days() {
        return days;
    }

    /** Periods after which sales repeat themselves. */
    public int season() {
        return season;
    }

    /** How many earlier seasons a period is compared with. */
    int seasonsAveraged() {
        return seasonsAveraged;
    }

    int calendarColumns() {
        return calendarColumns;
    }

    /** Two harmonics of the year, and for days the day of the week. */
    void calendar(LocalDate start, float[] into, int at) {
        double year = 2 * Math.PI * start.getDayOfYear() / YEAR;
        into[at] = (float) Math.sin(year);
        into[at + 1] = (float) Math.cos(year);
        into[at + 2] = (float) Math.sin(2 * year);
        into[at + 3] = (float) Math.cos(2 * year);
        if (this == DAILY) {
            into[at + 3 + start.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue() + 1] = 1;
        }
    }
}
