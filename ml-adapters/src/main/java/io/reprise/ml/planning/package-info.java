/** What has to be planned together, solved by OR-tools: stock by a linear program, starts by constraint programming. */
package io.reprise.ml.planning;
