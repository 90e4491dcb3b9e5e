package io.reprise.benchmarks.models;

import io.reprise.benchmarks.report.Report;
import java.nio.file.Path;
import java.util.List;

/** One part of {@code bench models}: measures, and adds its tables to the report. */
public interface ModelsPart {

    /** What the part is about and how its tables are to be read: Markdown that begins with a title. */
    String howToRead();

    /** Writes progress to standard output; ends early when its thread is interrupted. */
    void run(Context context) throws Exception;

    /**
     * @param data folder of real data, for parts that need it; may not be there
     * @param home folder for what the part writes while it measures
     * @param seed of everything that is drawn
     * @param seconds of each trial, where a trial is as long as it is given
     * @param repetitions of each trial, or seeds; intervals are over them
     * @param minutes of a soak
     * @param dataSet only data sets whose name holds it, regardless of case; empty for all
     * @param contenders only these, where a part has several that take long; empty for all
     * @param report where tables go
     */
    record Context(
            Path data,
            Path home,
            long seed,
            double seconds,
            int repetitions,
            int minutes,
            String dataSet,
            List<String> contenders,
            Report report) {

        boolean isContending(String contender) {
            return contenders.isEmpty() || contenders.contains(contender);
        }
    }
}
