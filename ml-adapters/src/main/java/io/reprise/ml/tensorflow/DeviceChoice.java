package io.reprise.ml.tensorflow;

/** Where models run. */
public enum DeviceChoice {
    /** On a GPU where TensorFlow sees one, otherwise on the CPU. */
    AUTO,
    CPU,
    /** On a GPU, or not at all. */
    GPU
}
