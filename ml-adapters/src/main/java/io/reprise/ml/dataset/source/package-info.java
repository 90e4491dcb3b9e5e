/** Files of other people, read row by row with little memory and with a limit on everything. */
package io.reprise.ml.dataset.source;
