package io.reprise.ml.graph;

import java.util.Arrays;
import java.util.Random;

/**
 * One array of numbers that training changes.
 *
 * @param shape its lengths, outermost first; empty for one number
 * @param values row-major, as many as the shape says
 */
public record Weight(String name, long[] shape, float[] values) {

    public Weight {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        if (size != values.length) {
            throw new IllegalArgumentException(name + " has " + values.length + " values for a shape of " + size);
        }
    }

    public static Weight filled(String name, float value, long... shape) {
        float[] values = new float[Math.toIntExact(size(shape))];
        Arrays.fill(values, value);
        return new Weight(name, shape, values);
    }

    /** Uniform in ±√(6 / (in + out)) (Glorot and Bengio 2010); the last two lengths are in and out. */
    public static Weight glorot(Random random, String name, long... shape) {
        double limit = Math.sqrt(6.0 / (shape[shape.length - 2] + shape[shape.length - 1]));
        float[] values = new float[Math.toIntExact(size(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
        return new Weight(name, shape, values);
    }

    /** Normal with mean zero, cut at two deviations. */
    public static Weight normal(Random random, String name, double deviation, long... shape) {
        float[] values = new float[Math.toIntExact(size(shape))];
        for (int i = 0; i < values.length; i++) {
            double drawn = random.nextGaussian();
            while (Math.abs(drawn) > 2) {
                drawn = random.nextGaussian();
            }
            values[i] = (float) (drawn * deviation);
        }
        return new Weight(name, shape, values);
    }

    private static long size(long[] shape) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return size;
    }
}
