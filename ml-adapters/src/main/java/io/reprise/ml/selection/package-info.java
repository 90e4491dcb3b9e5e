/** Choosing between settings of a model by what they achieve on data that came later than what they learned from. */
package io.reprise.ml.selection;
