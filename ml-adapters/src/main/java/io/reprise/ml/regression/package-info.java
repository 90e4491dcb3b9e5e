/** Regressions that are beside or behind the networks. */
package io.reprise.ml.regression;
