/** What moved a model's answer. */
package io.reprise.ml.explain;
