/** Recommenders of every kind behind one interface, and one evaluation for all of them. */
package io.reprise.ml.recommend;
