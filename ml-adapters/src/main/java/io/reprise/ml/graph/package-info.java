/**
 * Training of a graph of TensorFlow operations, whatever it computes: weights by name, steps of Adam, early stopping,
 * checkpoints, and the way into a SavedModel.
 */
package io.reprise.ml.graph;
